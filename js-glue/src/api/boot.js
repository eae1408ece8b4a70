import { EngineDown } from '../errors.js';

/**
 * Brings engine and rules together, and newer rules into the engine when there are some.
 */
export class Boot {
  #engine;
  #rules;
  #adopted;
  /** @type {Promise<void> | undefined}  one at a time; cleared on failure */
  #bringing;
  #refused = false;
  #revision = '';
  #stopped = false;

  /**
   * @param {import('../engine/engine.js').Engine} engine
   * @param {import('../remote/rules.js').Rules} rules
   * @param {(error?: unknown) => void} adopted  the engine has taken other rules, or refused to
   */
  constructor(engine, rules, adopted) {
    this.#engine = engine;
    this.#rules = rules;
    this.#adopted = adopted;
  }

  stop() {
    this.#stopped = true;
  }

  /**
   * Resolves when the engine holds the revision in force; what failed is tried again at the next call.
   * @throws {EngineDown | import('../errors.js').TenderoError}
   */
  async load() {
    const bringing = (this.#bringing ??= this.#bring());
    try {
      await bringing;
    } catch (error) {
      if (this.#bringing === bringing) this.#bringing = undefined;
      throw error;
    }
    await this.#adopt();
  }

  async #bring() {
    const engine = this.#refused ? Promise.reject(new EngineDown('refused')) : this.#engine.start();
    const [started] = await Promise.allSettled([engine, this.#fetchRules()]);
    if (started.status === 'fulfilled') return;
    this.#refused = started.reason instanceof EngineDown;
    throw started.reason;
  }

  async #fetchRules() {
    if (!this.#rules.info) await this.#rules.check();
    await this.#rules.text();
  }

  /** Loads the revision in force; one that the engine does not understand is the server's to price. */
  async #adopt() {
    if (!this.#rules.info) await this.#rules.check();
    const revision = this.#rules.info?.revision ?? '';
    if (this.#revision === revision) return;
    const text = await this.#rules.text();
    if (this.#stopped || this.#revision === revision) return;
    this.#revision = revision;
    try {
      this.#engine.load(text);
      this.#adopted();
    } catch (error) {
      this.#adopted(error);
    }
  }
}
