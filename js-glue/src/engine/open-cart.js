import { TenderoError } from '../errors.js';
import { applyDelta } from './delta.js';
import { difference } from './difference.js';

/**
 * The shopper's cart, kept inside the engine: only changes cross the boundary. When the instance or the rules were
 * replaced, or a change cannot be said as one, the whole request is opened again. Never keeps a request that the
 * engine refused.
 */
export class OpenCart {
  #engine;
  #generation = -1;
  #cart = 0;
  #sequence = 0;
  /** @type {any} */
  #request;
  /** @type {any} */
  #result;
  /** How often the cart was opened and changed, for tests and the curious. */
  counts = { opened: 0, changed: 0 };

  /** @param {import('./engine.js').Engine} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  get isOpen() {
    return this.#cart !== 0 && this.#generation === this.#engine.generation;
  }

  /**
   * @param {any} request  canonical; not changed afterwards by anybody
   * @returns {import('./engine.js').Evaluation}
   */
  evaluate(request) {
    const change = this.isOpen ? difference(this.#request, request) : undefined;
    if (!change) return this.#open(request);
    try {
      return this.#change(request, change);
    } catch (error) {
      if (!(error instanceof TenderoError)) throw error;
      return this.#open(request); // refused again, with pointers into the request instead of into the change
    }
  }

  /** @returns {string}  digest of the request inside */
  digest() {
    return this.#engine.cartDigest(this.#cart);
  }

  close() {
    const open = this.isOpen;
    const cart = this.#cart;
    this.#cart = 0;
    if (open) this.#engine.close(cart);
  }

  /** @param {any} request */
  #open(request) {
    const { cart, sequence, result, meta } = this.#engine.open(request);
    this.close();
    this.#generation = this.#engine.generation;
    this.#cart = cart;
    this.counts.opened++;
    return this.#keep(request, sequence, result, meta);
  }

  /** @param {any} request @param {object} change */
  #change(request, change) {
    const { sequence, delta, meta } = this.#engine.change(this.#cart, {
      sequence: this.#sequence + 1,
      ...change,
      answer: 'delta',
    });
    this.counts.changed++;
    return this.#keep(request, sequence, applyDelta(this.#result, delta), meta);
  }

  /** @param {any} request @param {number} sequence @param {any} result @param {any} meta */
  #keep(request, sequence, result, meta) {
    this.#request = request;
    this.#sequence = sequence;
    this.#result = result;
    return { result, meta };
  }
}
