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
    .chart:has(.axes, .scroll)::before {
      display: none;
    }
    /* Plot and axes take the width of the paper, and what height that gives them, together. */
    .axes {
      position: static;
      display: block;
      block-size: auto;
    }
    .plot:has(.axes) {
      container-type: inline-size;
    }
    /* A canvas of another size is drawn a percent too small by Chromium, one that is scaled is not. */
    canvas {
      transform: scale(tan(atan2(100cqi, var(--_box))));
    }
    .surface {
      display: none;
    }
    /* Beside the plot alone: there is no overview below it. */
    @container (min-width: 720px) {
      .legend-box {
        grid-row: plot;
        block-size: auto;
        overflow: visible;
      }
    }
  }
`;
