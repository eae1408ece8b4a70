import { html, nothing } from 'lit';
import { TenderoElement } from '../element.js';
import { styles } from './line.styles.js';

/**
 * A line's price: the old one struck through (and named for who cannot see it), the new one, and which offers made it.
 *
 * @element tendero-line
 * @attr line - id of the line
 * @attr plain - without the names of the offers
 * @slot - the shop's own price, shown until the first answer and at list prices
 * @csspart before - the price without offers
 * @csspart now - the price
 * @csspart offers - which offers
 */
export class TenderoLine extends TenderoElement {
  static properties = { line: { type: String }, plain: { type: Boolean } };

  static styles = [...TenderoElement.styles, styles];

  /** @type {number | undefined} */
  #total;
  #changed = false;

  constructor() {
    super();
    /** @type {string | undefined} */
    this.line = undefined;
    this.plain = false;
  }

  /** @param {any} tendero */
  meet(tendero) {
    if (!this.plain) tendero.want({ detail: 'allocations' })?.catch?.(() => {});
  }

  render() {
    const price = this.result && this.instance.prices().lines[this.line ?? ''];
    if (!this.priced || !price) return html`<slot>${price ? this.#price(price) : html`<span class="bone"></span><span class="hidden">${this.say('line.loading')}</span>`}</slot>`;
    this.#changed = this.#total !== undefined && this.#total !== price.total;
    this.#total = price.total;
    return html`${this.#price(price)}${this.#offers(price)}`;
  }

  updated() {
    const now = this.renderRoot.querySelector('.now');
    now?.classList.remove('changed');
    if (!this.#changed || !now) return;
    this.#changed = false;
    void (/** @type {HTMLElement} */ (now).offsetWidth); // starts the animation again
    now.classList.add('changed');
  }

  /** @param {import('../../api/views.js').LinePrice} price */
  #price(price) {
    const before = price.was > price.total;
    return html`<span class="prices">
      ${before ? html`<span class="hidden">${this.say('line.before')}</span><s class="muted" part="before">${this.money(price.was)}</s>` : nothing}
      <span class="hidden">${this.say('line.now')}</span><strong class="now ${before ? 'less' : ''}" part="now">${this.money(price.total)}</strong>
    </span>`;
  }

  /** @param {import('../../api/views.js').LinePrice} price */
  #offers({ offers }) {
    const titles = offers.map(({ title }) => title).filter(Boolean);
    if (this.plain || !titles.length) return nothing;
    return html`<span class="offers small" part="offers">${titles.join(' · ')}</span>`;
  }
}
