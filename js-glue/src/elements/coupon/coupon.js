import { html, nothing } from 'lit';
import { check, chevron, clock, cross, tag } from '../icons.js';
import { TenderoElement } from '../element.js';
import { styles } from './coupon.styles.js';

/** @typedef {import('../../api/codes.js').CodeState} CodeState */

/**
 * The coupon field: closed until asked for, forgiving about spaces, case and hyphens. A refused code stays in the
 * field with its reason; accepted ones are chips with what they save, or with what they still need; taking one off
 * can be undone.
 *
 * @element tendero-coupon
 * @attr open - the field is open from the start
 * @csspart toggle - the button that opens the field
 * @csspart field - the input
 * @csspart apply - the button that enters the code
 * @csspart chip - an accepted code
 * @csspart message - the sentence under the field
 */
export class TenderoCoupon extends TenderoElement {
  static properties = {
    open: { type: Boolean, reflect: true },
    typed: { state: true },
    busy: { state: true },
    message: { state: true },
    refused: { state: true },
    removed: { state: true },
  };

  static styles = [...TenderoElement.styles, styles];

  constructor() {
    super();
    this.open = false;
    this.typed = '';
    this.busy = false;
    /** What the live region says. */
    this.message = '';
    /** @type {CodeState | undefined} */
    this.refused = undefined;
    /** @type {string | undefined}  the code that undo brings back */
    this.removed = undefined;
  }

  render() {
    return html`
      <button class="toggle" part="toggle" type="button" aria-expanded=${this.open} aria-controls="form" @click=${this.#toggle}>
        ${tag}<span>${this.say('coupon.ask')}</span><span class="turn">${chevron}</span>
      </button>
      <form id="form" ?hidden=${!this.open} novalidate @submit=${this.#submit}>${this.#field()}</form>
      ${this.#chips()} ${this.#undo()}
      <p class="hidden" role="status">${this.message}</p>
    `;
  }

  #field() {
    return html`
      <label for="code">${this.say('coupon.label')}</label>
      <div class="row">
        <input
          id="code"
          part="field"
          .value=${this.typed}
          @input=${this.#type}
          aria-invalid=${this.refused ? 'true' : 'false'}
          aria-describedby="reason"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          enterkeyhint="done"
          maxlength="64"
        />
        <button class="main" part="apply" type="submit" aria-disabled=${this.busy}>
          ${this.busy ? this.say('coupon.checking', { code: this.typed.trim() }) : this.say('coupon.apply')}
        </button>
      </div>
      <p id="reason" class="reason" part="message">${this.refused ? this.#reasonOf(this.refused) : nothing}</p>
    `;
  }

  #chips() {
    const held = this.#codes().filter(({ state }) => state === 'applied' || state === 'waiting');
    if (!held.length) return nothing;
    return html`<ul aria-label=${this.say('coupon.list')}>
      ${held.map((code) => this.#chip(code))}
    </ul>`;
  }

  /** @param {CodeState} code */
  #chip(code) {
    const waits = code.state === 'waiting';
    return html`<li class=${waits ? 'waiting' : 'applied'} part="chip">
      ${waits ? clock : check}
      <div>
        <strong>${code.code}</strong>
        <span class="small">${waits ? this.#reasonOf(code) : this.#saved(code)}</span>
        ${waits ? html`<span class="small muted">${this.say('coupon.waiting')}</span>` : nothing}
      </div>
      <button class="quiet" type="button" aria-label=${this.say('coupon.remove', { code: code.code })}
        @click=${() => this.#remove(code.code)}>${cross}</button>
    </li>`;
  }

  #undo() {
    if (!this.removed) return nothing;
    return html`<p class="undo small">
      <span>${this.say('coupon.removed', { code: this.removed })}</span>
      <button class="quiet" type="button" @click=${this.#bringBack}>${this.say('coupon.undo')}</button>
    </p>`;
  }

  /** @returns {CodeState[]} */
  #codes() {
    return this.instance?.codes.list() ?? [];
  }

  /** @param {CodeState} code */
  #reasonOf(code) {
    return this.speech?.reason(code, this.result?.currency ?? 'EUR') ?? '';
  }

  /** @param {CodeState} code */
  #saved(code) {
    const title = code.title ? `${code.title}: ` : '';
    return code.amount ? `${title}${this.say('coupon.saved', { amount: this.money(code.amount) })}` : (code.title ?? '');
  }

  async #toggle() {
    this.open = !this.open;
    await this.updateComplete;
    if (this.open) this.renderRoot.querySelector('input')?.focus();
  }

  /** @param {InputEvent & {target: HTMLInputElement}} event */
  #type(event) {
    this.typed = event.target.value;
    this.refused = undefined;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const code = this.typed.trim();
    if (this.busy || !this.instance) return;
    if (!code) return void (this.message = this.say('coupon.empty'));
    this.busy = true;
    this.removed = undefined;
    this.message = this.say('coupon.checking', { code });
    try {
      this.#tellOutcome(await this.instance.codes.apply(code));
    } catch {
      this.#tellOutcome({ code, state: 'refused', reason: 'code_try_later' });
    } finally {
      this.busy = false;
    }
  }

  /** @param {CodeState} outcome */
  async #tellOutcome(outcome) {
    if (outcome.state === 'refused') {
      this.refused = outcome;
      this.message = this.#reasonOf(outcome);
      await this.updateComplete;
      return this.renderRoot.querySelector('input')?.focus();
    }
    this.typed = '';
    const waits = outcome.state === 'waiting';
    this.message = waits ? this.#reasonOf(outcome) : this.say('coupon.applied', { code: outcome.code });
  }

  /** @param {string} code */
  async #remove(code) {
    await this.instance.codes.remove(code);
    this.removed = this.instance.codes.canUndo ? code : undefined;
    this.message = this.say('coupon.removed', { code });
    await this.updateComplete;
    const undo = this.renderRoot.querySelector('.undo button') ?? this.renderRoot.querySelector('.toggle');
    /** @type {HTMLElement | null} */ (undo)?.focus();
  }

  async #bringBack() {
    const code = this.removed;
    this.removed = undefined;
    await this.instance.codes.undo();
    this.message = this.say('coupon.applied', { code });
  }
}
