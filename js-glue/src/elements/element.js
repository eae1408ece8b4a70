import { LitElement } from 'lit';
import { Speech, speechOf } from '../text/speech.js';
import { currentTendero, onTendero } from './instance.js';
import { base } from './base.styles.js';

/** Events after which an element may look different. */
const EVENTS = ['change', 'code', 'state', 'price-changed'];

/**
 * What all elements share: the instance, the language, quiet failure.
 *
 * @attr locale - BCP 47; default the instance's, then the document's `lang`
 * @attr accent - colour of the one thing to do, instead of `--tendero-color-accent`
 * @prop tendero - the instance to show; default the page's
 */
export class TenderoElement extends LitElement {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    tendero: { attribute: false },
    locale: { type: String },
    accent: { type: String },
  };

  static styles = [base];

  /** @type {Speech | undefined} */
  #speech;
  /** @type {(() => void)[]} */
  #off = [];
  /** @type {any} */
  #heard;

  constructor() {
    super();
    /** @type {any} */
    this.tendero = undefined;
    /** @type {string | undefined} */
    this.locale = undefined;
    /** @type {string | undefined} */
    this.accent = undefined;
  }

  /** @returns {any} */
  get instance() {
    return this.tendero ?? currentTendero();
  }

  /** @returns {any}  the last result */
  get result() {
    return this.instance?.result;
  }

  /** True when there is a price of ours to show; until then, and at list prices, the page's own content shows. */
  get priced() {
    return this.result !== undefined && this.instance.state !== 'list-prices';
  }

  /** @returns {Speech | undefined}  undefined while the language is loaded */
  get speech() {
    return this.#speech;
  }

  /** @param {string} name @param {Record<string, unknown> & {count?: number}} [values] */
  say(name, values) {
    return this.#speech?.say(name, values) ?? '';
  }

  /** @param {number} minor */
  money(minor) {
    const currency = this.result?.currency ?? this.instance?.cart?.get().currency;
    return currency && this.#speech ? this.#speech.money(minor, currency) : '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#off = [onTendero(() => this.#listen())];
    this.#listen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const off of this.#off) off();
    this.#off = [];
    this.#heard = undefined;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('tendero') && this.isConnected) this.#listen();
    if (changed.has('locale')) void this.#learn();
    if (changed.has('accent') && this.accent) this.style.setProperty('--tendero-color-accent', this.accent);
  }

  /** A fault while drawing must not become an error of the page. */
  performUpdate() {
    try {
      super.performUpdate();
    } catch (error) {
      // Rather the shop's own price than one of ours that is no longer true.
      this.renderRoot?.replaceChildren(document.createElement('slot'));
      console.warn('[tendero]', error);
    }
  }

  /** Called once with each instance that the element shows. @param {any} _tendero */
  meet(_tendero) {}

  /** @param {string} _event @param {any} _detail */
  hear(_event, _detail) {
    this.requestUpdate();
  }

  #listen() {
    const tendero = this.instance;
    if (!tendero || tendero === this.#heard) return;
    this.#heard = tendero;
    const [stay, ...old] = this.#off;
    for (const off of old) off();
    this.#off = [stay];
    for (const name of EVENTS) this.#off.push(tendero.on(name, (/** @type {any} */ detail) => this.hear(name, detail)));
    void this.#learn();
    this.meet(tendero);
    this.requestUpdate();
  }

  async #learn() {
    const locale = this.locale ?? this.instance?.locale ?? (document.documentElement.lang || navigator.language);
    if (this.#speech?.locale === locale) return;
    this.#speech = await speechOf(locale);
    this.requestUpdate();
  }
}
