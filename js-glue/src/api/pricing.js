import { EngineDown, TenderoError } from '../errors.js';
import { OpenCart } from '../engine/open-cart.js';
import { atMost } from '../engine/fetch.js';
import { append, later } from '../natives.js';
import { listPrices } from '../request/list-prices.js';
import { buildRequest } from '../request/wish.js';
import { cartName, priceChanges } from './compare.js';

/** @typedef {import('../request/wish.js').Wish} Wish */
/** @typedef {'loading' | 'ready' | 'server' | 'list-prices'} State */
/**
 * Why a cart is priced again: `shop` (the page or the shopper changed something), `rules`, `time`, `code` (a fragment
 * was renewed), `server` (a quote came out otherwise), `start`.
 * @typedef {'shop' | 'rules' | 'time' | 'code' | 'server' | 'start'} Cause
 */
/**
 * An answer and where it came from; `memory` is the page before.
 * @typedef {{result: any, meta: any, source: 'engine' | 'server' | 'list' | 'memory', revision?: string, cart: string}}
 *   Answer
 */
/** @typedef {{mutate: (wish: Wish) => Wish, cause: Cause, done: (answer: Answer) => void, fail: (e: unknown) => void}} Step */

/**
 * @typedef {object} PricingParts
 * @property {import('../engine/engine.js').Engine} engine
 * @property {import('../request/clock.js').Clock} clock
 * @property {import('../remote/rules.js').Rules} rules
 * @property {() => string[]} codes
 * @property {() => any[]} fragments
 * @property {(request: any) => Promise<any>} [askServer]  a quote, when there is a server
 * @property {() => Promise<void>} boot  resolves when the engine has rules or will not have them soon
 * @property {(error: unknown, request: any) => Promise<unknown>} worded  the same error with its words
 * @property {(name: string, detail: any) => void} tell
 */

/** How long the first prices wait for the engine before the server is asked instead. */
const PATIENCE_MS = 6000;
/** How long a server that did not answer is left alone. */
const REST_MS = 10_000;

/**
 * Prices the wish: in the engine, else by the server, else at list prices. Changes made in one microtask are one
 * evaluation; a change that the engine refuses is rejected alone and leaves everything as it was.
 */
export class Pricing {
  #parts;
  #cart;
  /** @type {Step[]} */
  #queue = [];
  #busy = false;
  #booted = false;
  #serverRestsUntil = 0;
  /** True when the engine broke twice on one cart: it is not asked again under these rules. */
  engineGivenUp = false;
  /** @type {State} */
  state = 'loading';
  /** @type {Answer | undefined} */
  answer;
  /** @type {any}  the request of the last answer that an engine gave */
  lastRequest;

  /** @param {Wish} wish @param {PricingParts} parts */
  constructor(wish, parts) {
    this.wish = wish;
    this.#parts = parts;
    this.#cart = new OpenCart(parts.engine);
  }

  /** True while changes are waiting or being priced. */
  get busy() {
    return this.#busy;
  }

  get counts() {
    return this.#cart.counts;
  }

  /**
   * @param {(wish: Wish) => Wish} mutate
   * @param {Cause} [cause]
   * @returns {Promise<Answer>}
   */
  change(mutate, cause = 'shop') {
    /** @type {Promise<Answer>} */
    const promise = new Promise((done, fail) => append(this.#queue, { mutate, cause, done, fail }));
    promise.catch(() => {}); // a page that does not look at the promise gets no "unhandled rejection"
    if (!this.#busy) {
      this.#busy = true;
      later(() => void this.#run());
    }
    return promise;
  }

  /** @returns {string}  digest of what the engine holds */
  digest() {
    return this.#cart.digest();
  }

  /** @param {Wish} wish @param {{fragments: boolean}} [how] */
  request(wish, how = { fragments: true }) {
    const { clock, codes, fragments, rules } = this.#parts;
    return buildRequest(wish, {
      now: clock.now(),
      codes: codes(),
      fragments: how.fragments ? fragments() : [],
      exhausted: rules.info?.exhausted,
    });
  }

  close() {
    try {
      this.#cart.close();
    } catch {
      // an instance that broke has nothing left to close
    }
  }

  async #run() {
    try {
      while (this.#queue.length) {
        if (!this.#booted) await this.#waitForEngine();
        const steps = this.#queue;
        this.#queue = [];
        await this.#take(steps);
      }
    } finally {
      this.#busy = false;
    }
  }

  async #waitForEngine() {
    await atMost(this.#parts.boot(), PATIENCE_MS);
    this.#booted = true;
  }

  /** @param {Step[]} steps */
  async #take(steps) {
    let wish = this.wish;
    try {
      for (const step of steps) wish = step.mutate(wish);
      // Awaited only when it is a promise: with the engine there, all this happens in the one microtask.
      const priced = this.#price(wish);
      const answer = priced instanceof Promise ? await priced : priced;
      this.wish = wish;
      this.#publish(answer, steps);
    } catch (error) {
      if (steps.length > 1) {
        for (const step of steps) await this.#take([step]);
        return;
      }
      void this.#fail(steps[0], error, wish);
    }
  }

  /** Nobody waits for the words: the next change is priced meanwhile. @param {Step} step @param {unknown} error @param {Wish} wish */
  async #fail(step, error, wish) {
    const worded = await this.#parts.worded(error, this.request(wish));
    step.fail(worded);
    this.#parts.tell('error', worded);
  }

  /** @param {Wish} wish @returns {Answer | Promise<Answer>} */
  #price(wish) {
    const { engine } = this.#parts;
    if (engine.hasRules && !this.engineGivenUp) {
      try {
        return this.#byEngine(wish);
      } catch (error) {
        if (!(error instanceof EngineDown)) throw error;
        return this.#byFreshEngine(wish);
      }
    }
    return this.#elsewhere(wish);
  }

  /** @param {Wish} wish @returns {Answer} */
  #byEngine(wish) {
    const request = this.request(wish);
    const { result, meta } = this.#cart.evaluate(request);
    this.lastRequest = request;
    return this.#answer(wish, result, meta, 'engine');
  }

  /** A new instance, once; what breaks that one too goes elsewhere. @param {Wish} wish */
  async #byFreshEngine(wish) {
    try {
      await this.#parts.engine.restart();
      return this.#byEngine(wish);
    } catch (error) {
      if (error instanceof TenderoError && error.errors.length) throw error;
      this.engineGivenUp = true;
      return this.#elsewhere(wish);
    }
  }

  /** @param {Wish} wish @returns {Promise<Answer>} */
  async #elsewhere(wish) {
    const { askServer, clock } = this.#parts;
    const request = this.request(wish, { fragments: false });
    if (askServer && clock.now() >= this.#serverRestsUntil) {
      try {
        const { result, meta } = await askServer(request);
        this.lastRequest = request;
        return this.#answer(wish, result, meta, 'server');
      } catch (error) {
        if (error instanceof TenderoError && error.errors.length) throw error;
        this.#serverRestsUntil = clock.now() + REST_MS;
      }
    }
    return this.#answer(wish, listPrices(request), undefined, 'list');
  }

  /** @param {Wish} wish @param {any} result @param {any} meta @param {Answer['source']} source @returns {Answer} */
  #answer(wish, result, meta, source) {
    const cart = cartName(wish, this.#parts.codes());
    return { result, meta, source, revision: meta?.revision ?? this.#parts.rules.info?.revision, cart };
  }

  /** @param {Answer} answer @param {Step[]} steps */
  #publish(answer, steps) {
    let byShop = false;
    let cause = steps[0].cause;
    for (const step of steps) {
      if (step.cause === 'shop') byShop = true;
      else if (step.cause !== 'start') cause = step.cause;
    }
    this.show(answer, byShop ? 'shop' : cause);
    for (const step of steps) step.done(answer);
  }

  /**
   * Makes an answer the current one and tells the page; where the same cart has other amounts than before although
   * nobody changed it, also which ones.
   * @param {Answer} answer
   * @param {Cause} cause
   * @param {object} [more]  further members of the `price-changed` event
   */
  show(answer, cause, more) {
    const before = this.answer;
    this.answer = answer;
    this.#setState(answer.source === 'engine' ? 'ready' : answer.source === 'list' ? 'list-prices' : 'server');
    this.#parts.tell('change', { ...answer, cause, previous: before?.result });
    if (!before || before.cart !== answer.cart || answer.source === 'list' || before.source === 'list') return;
    if (cause === 'shop' && before.source !== 'memory') return;
    const changes = priceChanges(before.result, answer.result);
    if (!changes.length) return;
    const reason = before.revision !== answer.revision ? 'rules' : cause;
    const revisions = { revision: answer.revision, previous_revision: before.revision };
    this.#parts.tell('price-changed', { reason, changes, ...revisions, ...more });
  }

  /** What loading came to, for a page that has no cart to price. */
  settle() {
    if (this.#busy || (this.answer && this.answer.source !== 'memory')) return;
    const { engine, askServer, rules } = this.#parts;
    if (engine.hasRules && !this.engineGivenUp) this.#setState('ready');
    else this.#setState(askServer && rules.info ? 'server' : 'list-prices');
  }

  /** @param {State} state */
  #setState(state) {
    if (this.state === state) return;
    const previous = this.state;
    this.state = state;
    this.#parts.tell('state', { state, previous });
  }
}
