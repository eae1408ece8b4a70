import { EngineDown, TenderoError } from '../errors.js';
import { Engine } from '../engine/engine.js';
import { toText } from '../request/text.js';
import { withOwnOffsets } from './own-offsets.js';

/**
 * Where rules are written: an engine apart from the shopper's that says what is wrong with a text, and prices under it.
 */
export class Workshop {
  #engine;
  #now;

  /**
   * @param {import('../engine/engine.js').Source} source
   * @param {() => number} now  the server's time, ms since the epoch
   */
  constructor(source, now) {
    this.#engine = new Engine(source);
    this.#now = now;
  }

  /**
   * @param {string} rules
   * @param {object} [options]
   * @returns {Promise<{findings: any[]}>}  each at its line and column of the text as written
   */
  async lint(rules, options = {}) {
    const { text, placed } = withOwnOffsets(rules, this.#now());
    const { findings, ...rest } = await this.#do(() => this.#engine.call((module) => module.lint(text, toText(options))));
    return { ...rest, findings: placed(findings) };
  }

  /**
   * @param {string} rules
   * @param {object} request
   * @returns {Promise<any>}  the answer, or `{errors}`
   */
  async preview(rules, request) {
    const { text, placed } = withOwnOffsets(rules, this.#now());
    try {
      return await this.#do(() => this.#evaluate(text, toText(request)));
    } catch (error) {
      if (!(error instanceof TenderoError) || !error.errors.length) throw error;
      return { errors: placed(error.errors) };
    }
  }

  /**
   * One evaluation under a ruleset, which leaves nothing behind.
   * @param {string} rules
   * @param {string} request
   */
  #evaluate(rules, request) {
    const engine = this.#engine;
    const loaded = engine.call((module) => module.load(rules));
    try {
      return { ...engine.call((module) => module.evaluate(loaded.handle, request)), loaded };
    } finally {
      if (engine.running) engine.call((module) => module.unload(loaded.handle));
    }
  }

  /** @template T @param {() => T} work @returns {Promise<T>} */
  async #do(work) {
    await this.#engine.start();
    try {
      return work();
    } catch (error) {
      if (!(error instanceof EngineDown)) throw error;
      await this.#engine.restart();
      return work();
    }
  }
}
