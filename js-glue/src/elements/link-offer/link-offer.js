import { html, nothing } from 'lit';
import { tag } from '../icons.js';
import { TenderoElement } from '../element.js';
import { styles } from './link-offer.styles.js';

/**
 * The banner of a link that brings a code: says what will happen, applies it after one tap, takes it out of the
 * address either way.
 *
 * @element tendero-link-offer
 * @csspart banner - the banner
 * @csspart accept - the button that applies the code
 */
export class TenderoLinkOffer extends TenderoElement {
  static properties = { outcome: { state: true }, busy: { state: true } };

  static styles = [...TenderoElement.styles, styles];

  constructor() {
    super();
    /** @type {import('../../api/codes.js').CodeState | undefined} */
    this.outcome = undefined;
    this.busy = false;
  }

  render() {
    const code = this.instance?.link.code;
    return html`<div role="status">${this.#outcome()}</div>
      ${code && this.speech ? this.#banner(code) : nothing}`;
  }

  /** @param {string} code */
  #banner(code) {
    return html`<section part="banner" aria-label=${this.say('link.label')}>
      ${tag}
      <p>${this.say('link.offer', { code })}</p>
      <div>
        <button class="main" part="accept" type="button" aria-disabled=${this.busy} @click=${this.#accept}>${this.say('link.accept', { code })}</button>
        <button class="quiet" type="button" @click=${this.#dismiss}>${this.say('link.dismiss')}</button>
      </div>
    </section>`;
  }

  #outcome() {
    const { outcome } = this;
    if (!outcome) return nothing;
    const { code, state } = outcome;
    const reason = state === 'applied' ? '' : this.speech?.reason(outcome, this.result?.currency ?? 'EUR');
    const text = state === 'refused' ? this.say('link.refused', { code }) : this.say('link.accepted', { code });
    return html`<section part="banner"><p>${state === 'waiting' ? `${code}: ` : text} ${reason}</p></section>`;
  }

  async #accept() {
    if (this.busy) return;
    this.busy = true;
    try {
      this.outcome = await this.instance.link.accept();
    } finally {
      this.busy = false;
    }
  }

  #dismiss() {
    this.instance.link.dismiss();
    this.requestUpdate();
  }
}
