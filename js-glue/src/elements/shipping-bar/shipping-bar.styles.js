import { css } from 'lit';

export const styles = css`
  :host {
    min-height: var(--tendero-shipping-bar-height, 62px);
  }
  p {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: 24px;
  }
  p.unlocked {
    color: var(--positive);
    font-weight: 600;
  }
  svg.bar {
    display: block;
    width: 100%;
    height: 6px;
    margin-top: var(--space-2);
    border-radius: 3px;
    stroke: none;
  }
  .track {
    fill: var(--line);
  }
  .done {
    fill: var(--accent);
    transition: width 200ms;
  }
  .unlocked .done {
    fill: var(--positive);
  }
  .bone.text {
    width: 75%;
    height: 20px;
    margin-top: 2px;
  }
  .bone.bar {
    height: 6px;
    margin-top: 10px;
  }
`;
