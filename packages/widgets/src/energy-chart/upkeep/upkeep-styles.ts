import { css } from 'lit';
import { printStyles } from '../print-styles.ts';

/** Look of what has just been revised, and of a chart on paper. */
export const upkeepStyles = css`
  .axes .revised {
    fill: var(--_accent);
    opacity: 0.12;
    animation: pulse 1.2s ease-in-out;
  }
  @keyframes pulse {
    50% {
      opacity: 0.4;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .axes .revised {
      animation: none;
    }
  }
  ${printStyles}
`;
