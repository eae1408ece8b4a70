import { css } from 'lit';

export const styles = css`
  :host {
    min-height: var(--tendero-points-height, 84px);
  }
  :host([brief]) {
    min-height: 24px;
  }
  div {
    display: flex;
    gap: var(--space-2);
  }
  svg {
    margin-top: 1px;
    color: var(--warning);
  }
  strong {
    font-weight: 600;
  }
  p > span {
    display: block;
  }
`;
