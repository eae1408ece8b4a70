import { EngineDown, TenderoError } from '../errors.js';
import { parse } from '../natives.js';
import { toText } from '../request/text.js';

/** @typedef {import('./source.js').EngineModule} EngineModule */
/** @typedef {{create(): Promise<EngineModule>}} Source */
/** @typedef {{result: any, meta: any}} Evaluation */
/** @typedef {{revision: string, promotions: number, warnings: any[]}} Loaded */

/**
 * The engine with one ruleset in it: JavaScript values in and out. Whatever is thrown by the instance itself is an
 * EngineDown, after which only `restart` helps; `{"errors": […]}` becomes a TenderoError and changes nothing.
 */
export class Engine {
  #source;
  /** @type {EngineModule | undefined} */
  #module;
  #handle = 0;
  /** @type {string | undefined} */
  #rules;
  /** Grows with each new instance and each new ruleset: whoever keeps a cart inside sees that it is gone. */
  generation = 0;

  /** @param {Source} source */
  constructor(source) {
    this.#source = source;
  }

  get running() {
    return this.#module !== undefined;
  }

  get hasRules() {
    return this.#module !== undefined && this.#handle !== 0;
  }

  /** Makes the first instance; does nothing when there is one. */
  async start() {
    if (!this.#module) await this.restart();
  }

  /** Drops the instance, makes a new one and gives it the rules again. */
  async restart() {
    this.#module = undefined;
    this.#handle = 0;
    this.generation++;
    const module = await this.#source.create();
    this.#module = module;
    if (this.#rules !== undefined) this.load(this.#rules);
  }

  /**
   * Replaces the ruleset. On a fault the old one stays in force.
   * @param {string} rules
   * @returns {Loaded}
   */
  load(rules) {
    const loaded = this.call((module) => module.load(rules));
    const old = this.#handle;
    this.#handle = loaded.handle;
    this.#rules = rules;
    this.generation++;
    if (old) this.call((module) => module.unload(old));
    return loaded;
  }

  /**
   * @param {object} request
   * @returns {Evaluation}
   */
  evaluate(request) {
    const text = toText(request);
    return this.call((module) => module.evaluate(this.#handle, text));
  }

  /**
   * @param {object} request
   * @returns {{cart: number, sequence: number} & Evaluation}
   */
  open(request) {
    const text = toText(request);
    return this.call((module) => module.open(this.#handle, text));
  }

  /**
   * @param {number} cart
   * @param {object} change
   */
  change(cart, change) {
    const text = toText(change);
    return this.call((module) => module.change(cart, text));
  }

  /** @param {number} cart */
  close(cart) {
    this.call((module) => module.close(cart));
  }

  /**
   * @param {number} cart
   * @returns {string}
   */
  cartDigest(cart) {
    return this.call((module) => module.cart_digest(cart)).request_digest;
  }

  /**
   * @param {string} typed
   * @returns {string}  empty when nothing of it can be a code
   */
  normaliseCode(typed) {
    return this.#text((module) => module.normalise_code(typed));
  }

  /** @param {string} text  what is no JSON comes from an instance whose memory is broken */
  #parsed(text) {
    try {
      return parse(text);
    } catch (error) {
      this.#module = undefined;
      throw new EngineDown(error);
    }
  }

  /** @param {(module: EngineModule) => string} work */
  #text(work) {
    if (!this.#module) throw new EngineDown('no instance');
    try {
      return work(this.#module);
    } catch (error) {
      this.#module = undefined;
      throw new EngineDown(error);
    }
  }

  /**
   * Any function of the instance.
   * @param {(module: EngineModule) => string} work
   * @returns {any}  its answer, read
   */
  call(work) {
    const answer = this.#parsed(this.#text(work));
    if (answer.errors) throw new TenderoError(answer.errors[0].code, { errors: answer.errors });
    return answer;
  }
}
