import { css } from 'lit';

export const styles = css`
  :host {
    min-height: var(--tendero-summary-height, 260px);
  }
  .rows {
    display: grid;
    gap: var(--space-1);
  }
  .rows > div {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--space-4);
    min-height: 28px;
  }
  dt {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .offer {
    color: var(--positive);
  }
  .total {
    margin-top: var(--space-2);
    padding-top: var(--space-3);
    border-top: 1px solid var(--line);
    font-size: 20px;
    font-weight: 600;
  }
  .total dd {
    border-radius: 4px;
  }
  .rows > .tax {
    min-height: 20px;
  }
  details {
    margin-top: var(--space-2);
  }
  summary {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    min-height: 44px;
    cursor: pointer;
    list-style: none;
    font-size: 14px;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  details[open] svg {
    transform: rotate(180deg);
  }
  details ul {
    display: grid;
    gap: var(--space-2);
    padding-bottom: var(--space-2);
  }
  .notice {
    margin-top: var(--space-2);
    color: var(--warning);
  }
  .bone.long {
    width: 45%;
  }
  .bone.short {
    width: 20%;
  }
`;
