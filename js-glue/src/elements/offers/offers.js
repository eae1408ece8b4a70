import { html, nothing } from 'lit';
import { check, tag } from '../icons.js';
import { TenderoElement } from '../element.js';
import { styles } from './offers.styles.js';

/** Facts that are counted; what is missing of any other is money. */
const COUNTED = /quantity$|\.count$|cart\.lines$|distinct/;

/**
 * The offers that run, with what they save, and the nearest others, with what is missing and what they would gain.
 *
 * @element tendero-offers
 * @attr only - `applied` or `nearest`
 * @slot - shown until the first answer
 * @csspart applied - list of the offers that run
 * @csspart nearest - list of those within reach
 */
export class TenderoOffers extends TenderoElement {
  static properties = { only: { type: String } };

  static styles = [...TenderoElement.styles, styles];

  constructor() {
    super();
    /** @type {string | undefined} */
    this.only = undefined;
  }

  render() {
    if (this.result && !this.priced) return html`<slot></slot>`;
    if (!this.priced) return html`<slot><span class="bone"></span><span class="bone"></span></slot>`;
    const { applied, nearest } = this.instance.offers();
    const shown = this.only === 'nearest' ? [] : applied;
    const near = this.only === 'applied' ? [] : nearest;
    if (!shown.length && !near.length) return html`<p class="muted small">${this.say('offers.none')}</p>`;
    return html`${this.#group('applied', shown, (one) => this.#applied(one))}
    ${this.#group('nearest', near, (one) => this.#nearest(one))}`;
  }

  /** @param {'applied' | 'nearest'} name @param {any[]} list @param {(one: any) => unknown} draw */
  #group(name, list, draw) {
    if (!list.length) return nothing;
    const title = name === 'applied' ? this.say('offers.applied') : this.say('offers.nearest');
    return html`<h3 id=${name}>${title}</h3>
      <ul aria-labelledby=${name} part=${name}>
        ${list.map(draw)}
      </ul>`;
  }

  /** @param {any} one */
  #applied(one) {
    const points = one.points > 0 ? this.say('offers.points', { count: one.points }) : '';
    const saves = one.amount > 0 ? this.say('offers.saves', { amount: this.money(one.amount) }) : points;
    return html`<li class="applied">
      ${check}<span>${one.title || one.code || (points ? this.say('offers.reward') : one.promotion)}</span><strong class="number">${saves}</strong>
    </li>`;
  }

  /** @param {any} one  a nudge */
  #nearest(one) {
    const title = one.title || one.promotion;
    const gain = one.gain > 0 ? this.say('offers.gain', { amount: this.money(one.gain) }) : '';
    return html`<li class="nearest">${tag}<span>${this.#missing(one, title)} <span class="muted">${gain}</span></span></li>`;
  }

  /** @param {any} one @param {string} title */
  #missing(one, title) {
    if (!(one.missing > 0)) return this.say('offers.within_reach', { title });
    if (COUNTED.test(one.fact)) return this.say('offers.missing_count', { count: one.missing, title });
    return this.say('offers.missing_money', { missing: this.money(one.missing), title });
  }
}
