import { css } from 'lit';
import { tooltipStyles } from '../../theme/tooltip-styles.ts';

/** Look of what is read on a plot: cursor, selection and tooltip. */
export const interactionStyles = css`
  ${tooltipStyles}
  .surface {
    border-radius: 2px;
    user-select: none;
    cursor: crosshair;
    outline-offset: 3px;
  }
  .surface:focus-visible {
    outline: 2px solid var(--_accent);
  }
  .axes .crosshair {
    stroke: var(--_text);
    stroke-width: 1px;
    shape-rendering: crispEdges;
  }
  .axes .selection {
    fill: var(--_accent);
    opacity: 0.16;
  }
  .tooltip {
    max-inline-size: min(320px, 100%);
  }
  .tooltip.pinned {
    border-color: var(--_accent);
  }
  .tooltip table {
    border-spacing: 0;
    inline-size: 100%;
  }
  .tooltip caption {
    padding-block-end: 4px;
    color: var(--_text-quiet);
    text-align: start;
    white-space: nowrap;
  }
  .tooltip th {
    font-weight: 400;
    text-align: start;
    padding-block: 1px;
    padding-inline: 0 16px;
  }
  .tooltip td {
    padding: 1px 0;
    text-align: end;
    white-space: nowrap;
    /* A minus sign stays before its number. */
    unicode-bidi: plaintext;
  }
  .tooltip .none {
    color: var(--_text-quiet);
  }
  @media print {
    .crosshair,
    .crosshair ~ .dot,
    .tooltip {
      display: none;
    }
  }
  @container (max-width: 479px) {
    .tooltip {
      inset-block-start: 100%;
      inline-size: 100%;
      max-inline-size: none;
      box-sizing: border-box;
    }
  }
`;
