import { css } from 'lit';

export const styles = css`
  :host {
    min-width: var(--tendero-line-width, 9.5em);
    min-height: var(--tendero-line-height, 44px);
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  :host([plain]) {
    min-height: 1.4em;
  }
  .prices {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    column-gap: var(--space-2);
    position: relative;
  }
  s {
    white-space: nowrap;
  }
  .now {
    font-weight: 600;
    white-space: nowrap;
    border-radius: 4px;
  }
  .less,
  .offers {
    color: var(--positive);
  }
  .offers {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bone {
    width: 4em;
    margin: 3px 0 0 auto;
  }
`;
