import { css } from 'lit';

/** What a meter's chart looks like beyond any chart. */
export const meterStyles = css`
  :host {
    color-scheme: inherit;
    block-size: 100%;
  }
  /* Bars above the limit, in the colour of its line, may be behind it. */
  .axes .limit {
    paint-order: stroke;
    stroke: var(--_surface);
    stroke-width: 4px;
  }
  .scale {
    grid-area: overview;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .scale p {
    margin: 4px 0 0;
  }
  .scale .legend {
    flex-flow: row wrap;
    justify-content: start;
    margin-block-start: 8px;
  }
  .data td {
    text-align: end;
    white-space: nowrap;
  }
  @media print {
    :host {
      block-size: auto;
    }
  }
`;
