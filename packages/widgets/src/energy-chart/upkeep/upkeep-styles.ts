import { css } from 'lit';
import { printStyles } from '../print-styles.ts';

/** Look of what has just been revised, and of a chart on paper. */
export const upkeepStyles = css`
  .axes .revised {
    fill: var(--_accent);
    opacity: 0.12;
    animation: pulse 1.2s ease-in-out;
  }
  .footer {
    position: relative;
  }
  .revision {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    box-sizing: border-box;
    max-inline-size: 100%;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    padding-inline-start: 8px;
    border-inline-start: 3px solid var(--_accent);
    background: var(--_surface);
    color: var(--_text);
    animation: appear 0.18s ease-out;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes pulse {
    50% {
      opacity: 0.4;
    }
  }
  /* Nothing of the footer is to be seen beside it there. */
  @container (max-width: 479px) {
    .revision {
      inline-size: 100%;
    }
  }
  ${printStyles}
`;
