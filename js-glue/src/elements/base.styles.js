import { css } from 'lit';

/**
 * The tokens, with light and dark values by the page's own `color-scheme`, and what every element shares. A shop sets
 * `--tendero-…` on any ancestor; the font and the text size are the shop's.
 */
export const base = css`
  :host {
    --accent: var(--tendero-color-accent, light-dark(#0b6b57, #5fd1b3));
    --on-accent: var(--tendero-color-on-accent, light-dark(#ffffff, #06261f));
    --surface: var(--tendero-color-surface, light-dark(#ffffff, #17191c));
    --raised: var(--tendero-color-raised, light-dark(#f5f6f4, #22252a));
    --text: var(--tendero-color-text, light-dark(#1b1d1f, #f1f2f3));
    --muted: var(--tendero-color-muted, light-dark(#585d63, #a9b0b8));
    --line: var(--tendero-color-border, light-dark(#d5d8d6, #3a3f46));
    --control: var(--tendero-color-control, light-dark(#80868b, #7d858e));
    --positive: var(--tendero-color-positive, light-dark(#0c6b3d, #6fd79b));
    --warning: var(--tendero-color-warning, light-dark(#7d4a00, #f2bf6c));
    --warning-surface: var(--tendero-color-warning-surface, light-dark(#fff6e3, #33280f));
    --danger: var(--tendero-color-danger, light-dark(#ad1f1f, #ff9c94));
    --radius: var(--tendero-radius, 10px);
    --space-1: var(--tendero-space-1, 4px);
    --space-2: var(--tendero-space-2, 8px);
    --space-3: var(--tendero-space-3, 12px);
    --space-4: var(--tendero-space-4, 16px);
    display: block;
    color: var(--text);
    font-family: var(--tendero-font, inherit);
    font-size: 16px;
    line-height: 1.4;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  p,
  ul,
  dl,
  dd,
  h3 {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  button,
  input,
  summary {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: 44px;
    min-width: 44px;
    padding: 0 var(--space-4);
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--surface);
    cursor: pointer;
    transition: background-color 120ms;
  }
  button:hover {
    background: var(--raised);
  }
  button.main {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.main:hover {
    filter: brightness(0.93);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    padding: 0 var(--space-2);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  button[aria-disabled='true'] {
    opacity: 0.7;
    cursor: progress;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 14px;
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: right;
    white-space: nowrap;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .bone {
    display: block;
    height: 1em;
    border-radius: 4px;
    background: color-mix(in srgb, var(--muted) 18%, transparent);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
  .changed {
    animation: changed 1.2s ease-out;
  }
  @keyframes changed {
    from {
      background: color-mix(in srgb, var(--accent) 22%, transparent);
    }
  }
  svg {
    flex: none;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
