import { css } from 'lit';
import { paperStyles } from '../theme/paper-styles.ts';

/** Look of a chart on paper. */
export const printStyles = css`
  ${paperStyles}
  @media print {
    .controls,
    .overview,
    .badge {
      display: none;
    }
    .chart {
      grid-template-rows: none;
      block-size: auto;
      break-inside: avoid;
      print-color-adjust: exact;
    }
    .plot:has(.axes, .scroll)::before {
      display: none;
    }
    /* Plot and axes take the width of the paper, and what height that gives them, together. */
    .axes {
      position: static;
      display: block;
      block-size: auto;
    }
    canvas {
      left: var(--_left) !important;
      top: var(--_top) !important;
      width: var(--_width) !important;
      height: var(--_height) !important;
    }
  }
`;
