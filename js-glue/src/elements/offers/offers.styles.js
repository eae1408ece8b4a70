import { css } from 'lit';

export const styles = css`
  :host {
    display: flow-root;
    min-height: var(--tendero-offers-height, 188px);
  }
  h3 {
    font-size: 14px;
    font-weight: 600;
  }
  ul {
    display: grid;
    gap: var(--space-2);
    margin: var(--space-2) 0 var(--space-4);
  }
  li {
    display: flex;
    gap: var(--space-2);
    align-items: flex-start;
  }
  li > span {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .applied svg,
  .applied strong {
    color: var(--positive);
  }
  .nearest svg {
    color: var(--accent);
  }
  strong {
    font-weight: 600;
  }
  .bone {
    width: 80%;
    margin: 6px 0 14px;
  }
`;
