import { html, nothing } from 'lit';
import { chevron } from '../icons.js';
import { TenderoElement } from '../element.js';
import { styles } from './summary.styles.js';

/**
 * The price, taken apart: subtotal, each offer by its title, delivery, tax, total; the reasons one tap away. The rows
 * sum to the total, to the cent.
 *
 * @element tendero-summary
 * @attr reasons - the reasons are open from the start
 * @slot - the shop's own amounts, shown until the first answer and at list prices
 * @csspart rows - the list of amounts
 * @csspart total - the total
 * @csspart why - the reasons
 */
export class TenderoSummary extends TenderoElement {
  static properties = { reasons: { type: Boolean }, announced: { state: true } };

  static styles = [...TenderoElement.styles, styles];

  /** @type {number | undefined} */
  #total;

  constructor() {
    super();
    this.reasons = false;
    /** The sentence of the live region: said when a total changes, not at the first one. */
    this.announced = '';
  }

  /** @param {any} tendero */
  meet(tendero) {
    tendero.want({ detail: 'allocations' })?.catch?.(() => {});
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const total = this.result?.due;
    if (!this.speech || total === undefined || total === this.#total) return;
    if (this.#total !== undefined) this.announced = this.say('summary.announce', { amount: this.money(total) });
    this.#total = total;
  }

  updated() {
    if (this.announced) this.renderRoot.querySelector('.total dd')?.classList.add('changed');
  }

  render() {
    if (!this.result) return html`<slot>${this.#bones()}</slot>`;
    if (!this.priced) {
      return html`<slot>${this.#rows(this.result)}</slot><p class="notice small">${this.say('summary.list_prices')}</p>`;
    }
    return html`${this.#rows(this.result)}${this.#why(this.result)}
      <p class="hidden" role="status">${this.announced}</p>`;
  }

  #bones() {
    return html`<div class="rows" aria-busy="true">
      <p class="hidden">${this.say('summary.loading')}</p>
      ${[0, 1, 2].map(() => html`<div><span class="bone long"></span><span class="bone short"></span></div>`)}
      <div class="total"><span class="bone long"></span><span class="bone short"></span></div>
    </div>`;
  }

  /** @param {any} result */
  #rows(result) {
    const amount = (/** @type {string} */ type) =>
      result.totals.find((/** @type {any} */ entry) => entry.type === type)?.amount;
    const { goods, delivered } = this.#discounts(result);
    const discount = (/** @type {any} */ one) => this.#row(this.#titleOf(one), this.money(-one.amount), 'offer');
    const delivery = amount('fulfillment');
    const tax = amount('tax');
    return html`<dl class="rows" part="rows" aria-label=${this.say('summary.label')}>
      ${this.#row(this.say('summary.subtotal'), this.money(amount('subtotal') ?? 0))}
      ${goods.map(discount)}
      ${delivery === undefined
        ? html`<div><dt>${this.say('summary.delivery')}</dt><dd class="muted small">${this.say('summary.delivery_pending')}</dd></div>`
        : this.#row(this.say('summary.delivery'), delivery === 0 ? this.say('summary.free') : this.money(delivery))}
      ${delivered.map(discount)} ${tax === undefined ? nothing : this.#row(this.say('summary.tax'), this.money(tax))}
      <div class="total" part="total"><dt>${this.say('summary.total')}</dt><dd class="number">${this.money(result.due ?? amount('total'))}</dd></div>
      ${result.tax?.included
        ? html`<div class="tax muted small"><dt>${this.say('summary.tax_included', { amount: this.money(result.tax.amount) })}</dt><dd></dd></div>`
        : nothing}
    </dl>`;
  }

  /**
   * What each promotion took off the goods and off the delivery; one that did both has a row in each.
   * @param {any} result
   */
  #discounts(result) {
    /** @type {any[]} */
    const goods = [];
    /** @type {any[]} */
    const delivered = [];
    for (const one of result.applied) {
      const part = result.shipping?.allocations?.find((/** @type {any} */ part) => part.promotion === one.promotion);
      const off = part?.amount ?? 0;
      if (one.amount > off) goods.push({ ...one, amount: one.amount - off });
      if (off > 0) delivered.push({ ...one, amount: off });
    }
    return { goods, delivered };
  }

  /** @param {string} name @param {string} value @param {string} [kind] */
  #row(name, value, kind = '') {
    return html`<div class=${kind}><dt>${name}</dt><dd class="number">${value}</dd></div>`;
  }

  /** @param {any} result */
  #why(result) {
    const reasons = result.applied.filter((/** @type {any} */ one) => one.amount > 0 || one.points > 0);
    return html`<details part="why" ?open=${this.reasons}>
      <summary>${this.say('summary.why')}${chevron}</summary>
      ${reasons.length
        ? html`<ul class="small">${reasons.map((/** @type {any} */ one) => this.#reason(one))}</ul>`
        : html`<p class="small muted">${this.say('summary.why_none')}</p>`}
    </details>`;
  }

  /** @param {any} one  an applied promotion */
  #reason(one) {
    const amount = this.money(one.amount ?? 0);
    const points = one.points > 0 ? this.say('summary.why_points', { points: this.speech?.number(one.points) }) : '';
    const why = !(one.amount > 0) ? '' : one.code
      ? this.say('summary.why_code', { code: one.code, amount })
      : this.say('summary.why_automatic', { amount });
    const cut = one.desired_amount > one.amount ? this.say('summary.why_cut', { amount: this.money(one.desired_amount) }) : '';
    if (!one.title && !why) return html`<li><strong>${points}</strong></li>`;
    return html`<li><strong>${this.#titleOf(one)}</strong> <span class="muted">${why} ${cut} ${points}</span></li>`;
  }

  /** @param {any} one */
  #titleOf(one) {
    return one.title || one.code || this.say('summary.offer');
  }
}
