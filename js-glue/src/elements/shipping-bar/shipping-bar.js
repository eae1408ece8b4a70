import { html, nothing } from 'lit';
import { check, truck } from '../icons.js';
import { TenderoElement } from '../element.js';
import { styles } from './shipping-bar.styles.js';

/** From this share of the way on, "only … to go". */
const NEAR = 2 / 3;

/**
 * How much is missing for free delivery, by the engine that also prices the cart: three states (far, near, unlocked).
 *
 * @element tendero-shipping-bar
 * @attr promotion - id of the promotion; default the free-delivery promotion that is nearest
 * @slot - shown until the first answer
 * @slot suggestion - one product that would fit
 * @csspart bar - the thin bar
 * @csspart text - the sentence
 */
export class TenderoShippingBar extends TenderoElement {
  static properties = { promotion: { type: String }, progress: { state: true } };

  static styles = [...TenderoElement.styles, styles];

  constructor() {
    super();
    /** @type {string | undefined} */
    this.promotion = undefined;
    /** @type {{unlocked: boolean, missing: number, required: number} | undefined} */
    this.progress = undefined;
  }

  /** @param {any} tendero */
  meet(tendero) {
    if (tendero.result) void this.#measure();
  }

  /** @param {string} event @param {any} detail */
  hear(event, detail) {
    if (event === 'change') void this.#measure();
    super.hear(event, detail);
  }

  render() {
    if (this.result && !this.priced) return html`<slot></slot>`;
    if (!this.priced || !this.progress) return html`<slot><span class="bone text"></span><span class="bone bar"></span></slot>`;
    const { unlocked, missing, required } = this.progress;
    const share = unlocked ? 1 : (required - missing) / required;
    const state = unlocked ? 'unlocked' : share >= NEAR ? 'near' : 'start';
    const amounts = { missing: this.money(missing), threshold: this.money(required) };
    return html`
      <p class=${state} part="text" role="status">
        ${unlocked ? check : truck}<span>${this.#sentence(state, amounts)}</span>
      </p>
      <svg class="bar ${state}" part="bar" viewBox="0 0 100 1" preserveAspectRatio="none" role="img"
        aria-label=${this.say('bar.label')}>
        <rect class="track" width="100" height="1"></rect>
        <rect class="done" width=${Math.max(2, Math.round(share * 100))} height="1"></rect>
      </svg>
      ${unlocked ? nothing : html`<slot name="suggestion"></slot>`}
    `;
  }

  /** @param {string} state @param {any} amounts */
  #sentence(state, amounts) {
    if (state === 'unlocked') return this.say('bar.unlocked');
    return state === 'near' ? this.say('bar.near', amounts) : this.say('bar.start', amounts);
  }

  /** Asks the engine about this very cart, every promotion explained. */
  async #measure() {
    try {
      const ids = this.promotion ? [this.promotion] : await this.instance.freeDelivery();
      const { result } = await this.instance.evaluate({ explain: 'all' });
      this.progress = progressOf(result, ids);
      this.toggleAttribute('hidden', this.progress === undefined);
    } catch {
      this.progress = undefined;
    }
  }
}

/**
 * @param {any} result  of `explain: "all"`
 * @param {string[]} ids  promotions that make the delivery free
 */
export function progressOf(result, ids) {
  const free = result.shipping?.price > 0 && result.shipping.total === 0;
  const applied = result.applied.some((/** @type {any} */ one) => ids.includes(one.promotion));
  if (free || applied) return { unlocked: true, missing: 0, required: 1 };
  let nearest;
  for (const one of result.rejected) {
    if (!ids.includes(one.promotion)) continue;
    if (one.reason === 'no_effect' || one.reason === 'no_matching_lines') return { unlocked: true, missing: 0, required: 1 };
    if (one.reason !== 'subtotal_too_low' || !(one.required > 0)) continue;
    if (!nearest || one.missing < nearest.missing) nearest = { unlocked: false, missing: one.missing, required: one.required };
  }
  return nearest;
}
