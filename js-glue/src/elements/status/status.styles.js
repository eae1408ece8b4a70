import { css } from 'lit';

export const styles = css`
  p {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    margin-bottom: var(--space-2);
    padding: var(--space-2) var(--space-3);
    min-height: 44px;
    border: 1px solid color-mix(in srgb, var(--warning) 35%, transparent);
    border-radius: var(--radius);
    background: var(--warning-surface);
  }
  .news {
    position: fixed;
    z-index: 2147483000;
    inset: 12px 12px auto;
    max-width: 32rem;
    margin: 0 auto;
    box-shadow: 0 4px 16px rgb(0 0 0 / 18%);
    animation: arrive 180ms ease-out;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(-8px);
    }
  }
  p > svg {
    color: var(--warning);
  }
  span {
    flex: 1;
    min-width: 0;
  }
  button.quiet:hover {
    background: none;
  }
`;
