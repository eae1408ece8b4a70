import { EngineDown, TenderoError } from '../errors.js';
import { Events, tellDocument } from '../events.js';
import { Engine } from '../engine/engine.js';
import { EngineSource } from '../engine/source.js';
import { assign, deviceNow, max, position } from '../natives.js';
import { checkedOptions } from '../options.js';
import { Client } from '../remote/client.js';
import { Rules } from '../remote/rules.js';
import { canonical } from '../request/canonical.js';
import { Clock } from '../request/clock.js';
import { listPrices } from '../request/list-prices.js';
import { buildRequest, emptyWish, withCart, withContext } from '../request/wish.js';
import { Boot } from './boot.js';
import { cartApi, customerApi } from './carts.js';
import { Codes } from './codes.js';
import { LinkOffer } from './link.js';
import { Memory, tabStorage } from './memory.js';
import { normaliseCode } from './normalise-code.js';
import { Poll } from './poll.js';
import { Pricing } from './pricing.js';
import { freeDeliveryOf, offersOf, pricesOf } from './views.js';

/** @typedef {import('./pricing.js').Answer} Answer */
/** @typedef {import('../merchant/workshop.js').Workshop} Workshop */
/** @typedef {'change' | 'price-changed' | 'code' | 'offers' | 'state' | 'error'} EventName */
/**
 * What only the shop can give: its signature under the cart, and a token of the customer.
 * @typedef {{signCart?: (cart: any) => Promise<string>, customerToken?: () => Promise<string | undefined>}} Providers
 */

/** @typedef {import('../remote/talk.js').Talk} Talk */
/**
 * What an entry of the package brings: the engine, and how the parts come that no first price waits for.
 * @typedef {{factory: import('../engine/source.js').Factory, version: string,
 *   openWorkshop: (now: () => number) => Promise<Workshop>, talk: () => Promise<Talk>}} Outside
 */

/** How old what the page before knew of the rules may be, to price without asking again. */
const FRESH_MS = 60_000;

/**
 * One cart, priced. Made by `createTendero` (npm) or by the script tag, where it is `window.Tendero`.
 */
export class Tendero {
  #options;
  #events;
  #clock = new Clock();
  #client;
  #rules;
  #engine;
  #openWorkshop;
  #fetchTalk;
  /** @type {Promise<Talk> | undefined}  cleared on failure */
  #talking;
  /** @type {Promise<Workshop> | undefined}  cleared on failure */
  #opening;
  #memory;
  #poll;
  /** @type {Pricing} */
  #pricing;
  /** @type {Providers} */
  #providers = {};
  /** @type {string | undefined} */
  #token;
  #boot;
  /** @type {number | undefined}  ms until the rules are looked at first */
  #lookIn;
  #destroyed = false;
  #gone = () => this.#memory.write();

  /**
   * @param {import('../options.js').Options} given
   * @param {Outside} outside
   */
  constructor(given, { factory, version, openWorkshop, talk }) {
    const options = checkedOptions(given);
    this.#options = options;
    this.version = version;
    this.#openWorkshop = openWorkshop;
    this.#fetchTalk = talk;
    this.locale = options.locale;
    const mirror = typeof document === 'object' && options.documentEvents !== false ? tellDocument : undefined;
    this.#events = new Events(mirror);
    this.#client = new Client(options.server, options.key);
    this.#rules = new Rules(options.rules, () => this.#client.headers, this.#clock);
    this.#engine = new Engine(new EngineSource(factory, options.wasm ?? {}));
    this.#boot = new Boot(this.#engine, this.#rules, (error) => this.#adopted(error));
    /** @type {Codes} */
    this.codes = new Codes(this.#codeParts());
    const wish = emptyWish(options.currency, options.locale);
    this.#pricing = new Pricing(wish, this.#pricingParts());
    this.link = new LinkOffer(options.codeParameter, (code) => this.codes.apply(code));
    const storage = options.remember === false ? undefined : tabStorage();
    this.#memory = new Memory(`tendero:${options.key ?? options.rules}`, storage, () => this.#collect());
    this.#poll = new Poll(() => this.refresh(), options.pollMs);
    this.#restore();
    this.cart = cartApi(this.#pricing, () => this.#destroyed, () => this.#memory.allow());
    this.customer = customerApi(this.#pricing, {
      prove: (token) => (this.#token = token),
      signedIn: () => this.#memory.allow(),
      signedOut: () => {
        this.codes.forget();
        this.#memory.forget();
      },
    });
    this.context = { set: (/** @type {any} */ facts) => this.#pricing.change((wish) => withContext(wish, facts)) };
    this.ready = this.#start();
    this.ready.catch(() => {});
  }

  /** @returns {import('./pricing.js').State} */
  get state() {
    return this.#pricing.state;
  }

  /** @returns {Answer | undefined}  the last answer, where it came from and under which revision */
  get answer() {
    return this.#pricing.answer;
  }

  /** @returns {any}  the last result (rules.md §9); undefined before the first */
  get result() {
    return this.#pricing.answer?.result;
  }

  /** @returns {string | undefined}  of the rules in force */
  get revision() {
    return this.#rules.info?.revision;
  }

  /** @returns {number}  ms since the epoch by the server's clock */
  now() {
    return this.#clock.now();
  }

  /** @returns {ReturnType<typeof pricesOf>} */
  prices() {
    return pricesOf(this.result, this.#pricing.wish);
  }

  /** @returns {ReturnType<typeof offersOf>} */
  offers() {
    return offersOf(this.result);
  }

  /**
   * @param {EventName} name
   * @param {(detail: any) => void} listener
   * @returns {() => void}  call it to stop listening
   */
  on(name, listener) {
    return this.#events.on(name, listener);
  }

  /** @param {Providers} providers */
  providers(providers) {
    assign(this.#providers, providers);
  }

  /**
   * Asks for more in each answer: `detail` (`lines`, `allocations`, `units`), `explain`.
   * @param {{detail?: string, explain?: string}} more
   */
  want(more) {
    const change = (/** @type {any} */ wish) => ({ ...wish, ...more });
    // Nothing to price yet: the wish is only noted, so that no empty cart stands in for the remembered one.
    if (this.#pricing.busy || (this.answer && this.answer.source !== 'memory')) return this.#pricing.change(change);
    this.#pricing.wish = change(this.#pricing.wish);
    return Promise.resolve();
  }

  /**
   * The signed price of the cart, for the shop's back end to reserve.
   * @param {{expect?: number}} [how]  `expect`: the total that the shopper saw
   */
  async quote(how = {}) {
    const { quoteCart } = await this.#talk();
    return quoteCart(this.#quoteParts(), how);
  }

  /**
   * One evaluation apart from the cart: what the request leaves out (time, currency, customer, context, codes) is
   * filled in from it.
   * @param {any} request
   * @returns {Promise<{result: any, meta: any}>}
   */
  async evaluate(request) {
    await this.ready;
    const filled = this.#filled(request);
    if (!this.#engine.hasRules) return this.#elsewhere(filled);
    try {
      return await this.#withEngine(() => this.#engine.evaluate(filled));
    } catch (error) {
      throw await this.#worded(error, filled);
    }
  }

  /**
   * Evaluates under another ruleset, for whoever edits one. Faults of the text come back as `errors`, each at its line
   * and column. Loads the merchant's engine the first time.
   * @param {string} rules
   * @param {any} [request]  default: the cart as it stands
   * @returns {Promise<any>}
   */
  async preview(rules, request) {
    const filled = request ? this.#filled(request) : this.#pricing.request(this.#pricing.wish);
    return (await this.#workshop()).preview(rules, filled);
  }

  /**
   * What is wrong with a ruleset, each finding at its line and column.
   * @param {string} rules
   * @param {object} [options]
   * @returns {Promise<{findings: any[]}>}
   */
  async lint(rules, options) {
    return (await this.#workshop()).lint(rules, options);
  }

  /**
   * @returns {Promise<string[]>}  ids of the public promotions that make the delivery free
   */
  async freeDelivery() {
    await this.ready;
    return freeDeliveryOf(this.#rules.bundle?.text);
  }

  /** Looks whether new rules are in force; prices again if so, and because time has passed. */
  async refresh() {
    if (this.#destroyed) return;
    let changed = false;
    try {
      changed = await this.#rules.check();
    } catch {
      // offline: the rules that we have go on pricing
    }
    await this.#boot.load().catch(() => {});
    this.#memory.note();
    await this.#reprice(changed ? 'rules' : 'time');
  }

  /** Stops everything; the page keeps its last prices. */
  destroy() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#memory.write();
    this.#poll.stop();
    this.#boot.stop();
    this.codes.stop();
    this.#pricing.close();
    this.#events.clear();
    if (typeof document === 'object') EventTarget.prototype.removeEventListener.call(globalThis, 'pagehide', this.#gone);
  }

  /**
   * A function is called with this instance, a list `['cart.set', cart]` is a call: what the queue held before the
   * script had loaded, and goes on to take afterwards.
   * @param {...(((tendero: Tendero) => void) | [string, ...any[]])} commands
   */
  push(...commands) {
    for (const command of commands) {
      try {
        if (typeof command === 'function') command(this);
        else this.#command(command);
      } catch (error) {
        console.warn('[tendero]', error);
      }
    }
  }

  /** @param {[string, ...any[]]} command */
  #command([path, ...given]) {
    /** @type {any} */
    let owner;
    /** @type {any} */
    let target = this;
    for (const name of path.split('.')) {
      owner = target;
      target = target[name];
    }
    target.apply(owner, given);
  }

  /** @returns {Promise<Tendero>} */
  async #start() {
    if (typeof document === 'object') EventTarget.prototype.addEventListener.call(globalThis, 'pagehide', this.#gone);
    this.#poll.start(this.#lookIn);
    await this.#boot.load().catch(() => {});
    if (this.#engine.hasRules && (this.state === 'server' || this.state === 'list-prices')) void this.#reprice('start');
    this.#pricing.settle();
    if (this.#client.exists) this.#talk().catch(() => {}); // at hand before the shopper wants it
    return this;
  }

  /**
   * Prices the cart as it stands; before the shop has set one there is nothing to do.
   * @param {import('./pricing.js').Cause} cause
   */
  async #reprice(cause) {
    if (this.answer && this.answer.source !== 'memory') await this.#pricing.change((wish) => wish, cause).catch(() => {});
    else this.#pricing.settle();
  }

  /** @param {any} request @returns {Promise<{result: any, meta: any}>} */
  async #elsewhere(request) {
    try {
      if (this.#client.exists) return await this.#askQuote(request);
    } catch (error) {
      if (error instanceof TenderoError && error.errors.length) throw error;
    }
    return { result: listPrices(request), meta: undefined };
  }

  /** @template T @param {() => T} work @returns {Promise<T>} */
  async #withEngine(work) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof EngineDown)) throw error;
      await this.#engine.restart();
      return work();
    }
  }

  /** @param {unknown} error  of an engine that does not understand the rules in force */
  #adopted(error) {
    this.#pricing.engineGivenUp = error !== undefined;
    if (error) void this.#worded(error, {}).then((worded) => this.#events.emit('error', worded));
  }

  /**
   * The shopper's engine says where a fault is and its code, to stay small; found, expected and the nearest name come
   * from the merchant's, asked again. Where that cannot be had, the short form must do.
   * @param {unknown} error
   * @param {any} request
   */
  async #worded(error, request) {
    if (!(error instanceof TenderoError) || position(error.errors, ({ expected }) => !expected) < 0) return error;
    try {
      const { errors } = await (await this.#workshop()).preview(this.#rules.bundle?.text ?? '', request);
      return errors ? new TenderoError(errors[0].code, { errors }) : error;
    } catch {
      return error;
    }
  }

  /** @returns {Promise<Talk>} */
  async #talk() {
    const talking = (this.#talking ??= this.#fetchTalk());
    try {
      return await talking;
    } catch (cause) {
      this.#talking = undefined;
      throw cause instanceof TenderoError ? cause : new TenderoError('offline', { retryable: true, cause });
    }
  }

  /** @param {any} request @param {object} [how] */
  async #askQuote(request, how) {
    const { askQuote } = await this.#talk();
    return askQuote(this.#quoteParts(), request, how);
  }

  /** @returns {Promise<Workshop>} */
  async #workshop() {
    const opening = (this.#opening ??= this.#openWorkshop(() => this.#clock.now()));
    try {
      return await opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  /** @param {any} given */
  #filled(given) {
    const { cart, ...rest } = canonical(given);
    const wish = this.#pricing.wish;
    const own = cart ? withCart(wish, cart) : wish;
    const codes = cart?.codes ?? this.codes.entered();
    const base = buildRequest(own, {
      now: this.#clock.now(),
      codes,
      fragments: this.codes.fragments(),
      exhausted: this.#rules.info?.exhausted,
    });
    return assign(base, rest);
  }

  #codeParts() {
    return {
      client: this.#client,
      clock: this.#clock,
      talk: () => this.#talk(),
      normalise: (/** @type {string} */ typed) => this.#normalise(typed),
      shapes: () => this.#rules.info?.code_shapes ?? [],
      customerToken: () => this.#customerToken(),
      reprice: (/** @type {'shop' | 'code'} */ cause) => this.#pricing.change((wish) => wish, cause),
      result: () => this.result,
      tell: (/** @type {any} */ detail) => {
        this.#memory.allow();
        this.#events.emit('code', detail);
      },
    };
  }

  /** @param {string} typed */
  #normalise(typed) {
    try {
      if (this.#engine.running) return this.#engine.normaliseCode(typed);
    } catch {
      // the next price brings a new instance
    }
    return normaliseCode(typed);
  }

  #pricingParts() {
    const askServer = (/** @type {any} */ request) =>
      this.#askQuote(request, { signed: true, timeoutMs: 5000, retries: 1 });
    return {
      engine: this.#engine,
      clock: this.#clock,
      rules: this.#rules,
      codes: () => this.codes.entered(),
      fragments: () => this.codes.fragments(),
      ...(this.#client.exists && { askServer }),
      worded: (/** @type {unknown} */ error, /** @type {any} */ request) => this.#worded(error, request),
      boot: () => this.#boot.load().catch(() => {}),
      tell: (/** @type {string} */ name, /** @type {any} */ detail) => {
        if (name === 'change') this.#memory.note();
        this.#events.emit(name, detail);
        if (name === 'change') this.#events.emit('offers', this.offers());
      },
    };
  }

  #quoteParts() {
    return {
      pricing: this.#pricing,
      client: this.#client,
      codes: this.codes,
      revision: () => this.#rules.info?.revision,
      refreshRules: () => this.refresh(),
      providers: this.#providers,
      customerToken: () => this.#customerToken(),
    };
  }

  async #customerToken() {
    return (await this.#providers.customerToken?.()) ?? this.#token;
  }

  /** @returns {import('./memory.js').Remembered} */
  #collect() {
    const { answer } = this.#pricing;
    return {
      rules: this.#rules.info,
      checkedAt: this.#rules.checkedAt,
      offset: this.#clock.set ? this.#clock.offset : undefined,
      session: this.codes.session,
      codes: this.codes.remember(),
      answer: answer && { result: answer.result, revision: answer.revision, cart: answer.cart },
      cart: this.#pricing.wish.cart,
    };
  }

  /**
   * What the page before of this tab left: prices to show at once, the cart behind them, codes, and the rules, which
   * price at once too while newer ones are looked for.
   */
  #restore() {
    const { rules, checkedAt = 0, offset, session, codes, answer, cart } = this.#memory.read();
    if (offset !== undefined) this.#clock.restore(offset);
    this.codes.session = session;
    if (codes) this.codes.restore(codes);
    if (cart) this.#pricing.wish = withCart(this.#pricing.wish, cart);
    if (answer) this.#pricing.answer = { ...answer, source: 'memory', meta: undefined };
    if (!rules?.bundle) return;
    this.#rules.info = rules;
    this.#rules.checkedAt = checkedAt;
    this.#lookIn = max(0, FRESH_MS - Math.abs(deviceNow() - checkedAt));
  }
}

/** How the loader knows an instance of ours, whatever else is called Tendero. */
Object.defineProperty(Tendero.prototype, Symbol.for('tendero'), { value: true });
