import { css } from 'lit';

export const styles = css`
  :host {
    min-height: 44px;
  }
  .toggle {
    justify-content: flex-start;
    width: 100%;
    padding: 0;
    border: 0;
    background: none;
    text-align: left;
  }
  .toggle:hover {
    background: none;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .turn {
    display: inline-flex;
    transition: transform 150ms;
  }
  .toggle[aria-expanded='true'] .turn {
    transform: rotate(180deg);
  }
  form {
    padding: var(--space-1) 0 var(--space-2);
  }
  form[hidden] {
    display: none;
  }
  label {
    display: block;
    margin-bottom: var(--space-1);
    font-size: 14px;
    font-weight: 500;
  }
  .row {
    display: flex;
    gap: var(--space-2);
  }
  input {
    flex: 1;
    min-width: 0;
    min-height: 44px;
    padding: 0 var(--space-3);
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 16px;
    letter-spacing: 0.02em;
  }
  input[aria-invalid='true'] {
    border-color: var(--danger);
  }
  .reason {
    color: var(--danger);
    font-size: 14px;
  }
  .reason:not(:empty) {
    margin-top: var(--space-2);
  }
  ul {
    display: grid;
    gap: var(--space-2);
    margin-top: var(--space-2);
  }
  li {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding-left: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }
  li > div {
    flex: 1;
    min-width: 0;
    padding: var(--space-2) 0;
    overflow-wrap: anywhere;
  }
  li strong,
  li span {
    display: block;
  }
  .applied > svg {
    color: var(--positive);
  }
  .waiting > svg {
    color: var(--warning);
  }
  .undo {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    color: var(--muted);
  }
  @media (max-width: 24rem) {
    .row {
      flex-direction: column;
    }
  }
`;
