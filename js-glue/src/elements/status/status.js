import { html, nothing } from 'lit';
import { info } from '../icons.js';
import { TenderoElement } from '../element.js';
import { styles } from './status.styles.js';

/** Sentences for the reasons of a changed price; any other reason takes the general one. */
const REASONS = ['rules', 'time', 'server'];

/**
 * What the shopper must know about the prices, said once and plainly: offers cannot be worked out, the connection is
 * gone, or a price changed although nobody touched the cart, with the old and the new total.
 *
 * @element tendero-status
 * @csspart notice - the standing notice: list prices, no connection
 * @csspart news - a changed price; it floats, so that nothing under the finger moves
 */
export class TenderoStatus extends TenderoElement {
  static properties = { news: { state: true }, offline: { state: true } };

  static styles = [...TenderoElement.styles, styles];

  #connection = () => (this.offline = navigator.onLine === false);

  constructor() {
    super();
    /** @type {{reason: string, from: number, to: number} | undefined} */
    this.news = undefined;
    this.offline = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#connection();
    for (const name of ['online', 'offline']) addEventListener(name, this.#connection);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const name of ['online', 'offline']) removeEventListener(name, this.#connection);
  }

  /** @param {string} event @param {any} detail */
  hear(event, detail) {
    if (event === 'price-changed') {
      const total = detail.changes.find((/** @type {any} */ one) => one.kind === 'total');
      // A second change before the first was read still starts from the price that was seen.
      if (total) this.news = { reason: detail.reason, from: this.news?.from ?? total.from, to: total.to };
    }
    super.hear(event, detail);
  }

  render() {
    return html`<div role="status">${this.#notice()}${this.#newsNotice()}</div>`;
  }

  #notice() {
    const text =
      this.instance?.state === 'list-prices'
        ? this.say('status.list_prices')
        : this.offline
          ? this.say('status.offline')
          : '';
    return text ? html`<p part="notice">${info}<span>${text}</span></p>` : nothing;
  }

  #newsNotice() {
    const { news } = this;
    if (!news || news.from === news.to) return nothing;
    const values = { from: this.money(news.from), to: this.money(news.to) };
    const name = REASONS.includes(news.reason) ? `status.price_changed_${news.reason}` : 'status.price_changed';
    return html`<p class="news" part="news">
      ${info}<span>${this.say(name, values)}</span>
      <button class="quiet" type="button" @click=${() => (this.news = undefined)}>${this.say('status.dismiss')}</button>
    </p>`;
  }
}
