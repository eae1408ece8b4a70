import { html, nothing } from 'lit';
import { star } from '../icons.js';
import { TenderoElement } from '../element.js';
import { styles } from './points.styles.js';

/**
 * The points that this cart earns, when they become available, and those that the customer has.
 *
 * @element tendero-points
 * @attr brief - without the second sentence
 * @slot - shown until the first answer
 * @csspart earn - the sentence
 */
export class TenderoPoints extends TenderoElement {
  static properties = { brief: { type: Boolean } };

  static styles = [...TenderoElement.styles, styles];

  constructor() {
    super();
    this.brief = false;
  }

  render() {
    if (!this.priced) return html`<slot></slot>`;
    const { earn = 0, pending = 0, available_after: have = 0 } = this.result.points ?? {};
    if (!earn && !have) return nothing;
    return html`<div>
      ${star}
      <p>
        ${earn ? html`<strong part="earn">${this.say('points.earn', { count: earn })}</strong>` : nothing}
        ${this.brief ? nothing : html`<span class="small muted">
          ${pending ? this.say('points.pending') : nothing} ${have ? this.say('points.have', { count: have }) : nothing}
        </span>`}
      </p>
    </div>`;
  }
}
