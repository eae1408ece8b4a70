import { css } from 'lit';

export const styles = css`
  section {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-3) var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }
  section > svg {
    color: var(--accent);
  }
  p {
    flex: 1;
    min-width: 14rem;
    overflow-wrap: anywhere;
  }
  div {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  div[role='status'] {
    display: block;
  }
`;
