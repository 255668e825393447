import { css } from 'lit';
import { figureStyles } from '../theme/figure-styles.ts';

/** Where there is no room the newest value stands for itself: the title is for readers only, the badge is its mark. */
const smallHeader = css`
  & .title {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  & .badge {
    font-size: 0;
  }
`;

/** Layout and look of the chart. Sizes follow the element's own width, never the window's. */
export const energyChartStyles = css`
  ${figureStyles}
  .chart {
    /* Room for what comes later: header, plot, rows of controls, overview and legend. */
    --_head: 84px;
    --_plot: 280px;
    --_row: 40px;
    --_rows: 0;
    --_overview: 0px;
    --_legend: 84px;
    display: grid;
    grid-template: 'header' auto 'controls' auto 'plot' minmax(96px, 1fr) 'overview' auto 'legend' auto 'footer' auto / minmax(0, 1fr);
    column-gap: 24px;
    block-size: 100%;
    margin: 0;
  }
  /*
   * The chart is so high where the element has no height of its own, and takes what there is where it has. What becomes
   * longer than there is room for takes from the plot: the page around it stays where it is.
   */
  .chart::before {
    content: '';
    grid-area: header / 1 / legend;
    block-size: calc(
      var(--wattlet-plot-height, var(--_plot)) + var(--_head) + var(--_rows) * var(--_row) + var(--_overview) + var(--_legend)
    );
    max-block-size: 100%;
  }
  .latest {
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .figure {
    margin-inline-end: 8px;
    color: var(--_text);
    font-size: 24px;
    font-weight: 600;
    line-height: 1.5;
    white-space: nowrap;
    /* A minus sign stays before its number. */
    unicode-bidi: plaintext;
  }
  .figure .unit {
    font-size: 16px;
  }
  .when {
    display: inline-block;
  }
  .controls {
    grid-area: controls;
    min-block-size: calc(var(--_rows) * var(--_row));
  }
  .plot {
    grid-area: plot;
    position: relative;
    margin-block: 8px var(--_overview);
    min-block-size: 0;
  }
  .plot .for-readers {
    inset-block-start: 0;
    margin: 0;
  }
  canvas,
  .axes,
  .surface {
    position: absolute;
  }
  .axes {
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
    font-size: 12px;
    fill: var(--_text-quiet);
    /* Time runs to the right in every script, and anchors of text go by the direction. */
    direction: ltr;
    pointer-events: none;
  }
  .axes .context {
    fill: var(--_text);
    font-weight: 500;
  }
  .axes .mark {
    stroke: var(--_line);
  }
  .axes .dot {
    stroke: var(--_surface);
    stroke-width: 2px;
  }
  .surface {
    touch-action: pan-y;
  }
  .unit {
    color: var(--_text-quiet);
    font-weight: 400;
  }
  .swatch {
    inline-size: 10px;
    block-size: 10px;
    margin-inline-end: 6px;
    flex: none;
    vertical-align: -1px;
    forced-color-adjust: none;
  }
  .legend-box {
    grid-area: legend;
  }
  .legend-box.waiting {
    min-block-size: var(--_legend);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 12px 0 0;
    padding: 0;
    list-style: none;
    font-size: 12px;
    color: var(--_text-quiet);
  }
  .legend button {
    display: flex;
    align-items: center;
    margin-inline: -4px 0;
    padding: 2px 4px;
    border-radius: 4px;
    background: none;
    color: inherit;
    text-align: start;
  }
  .legend button:hover {
    color: var(--_text);
  }
  .legend button[aria-pressed='false'] {
    text-decoration: line-through;
  }
  .legend button[aria-pressed='false'] .swatch {
    opacity: 0.35;
  }
  .pattern {
    stroke: var(--_surface);
    fill: none;
  }
  .footer {
    grid-area: footer;
    margin-block-start: 12px;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .message {
    position: absolute;
    inset: 0;
  }
  .skeleton {
    position: absolute;
    inset: 24px 0 38px;
    inline-size: 100%;
    block-size: calc(100% - 62px);
    stroke: var(--_grid);
  }
  .skeleton path {
    vector-effect: non-scaling-stroke;
  }
  .skeleton .trace {
    stroke: var(--_line);
    stroke-width: 2px;
    fill: none;
    animation: breathe 1.6s ease-in-out infinite;
  }
  /* Has a transition, of which the element is told, when one of the colours of its canvas becomes another. */
  .probe {
    position: absolute;
    visibility: hidden;
    forced-color-adjust: none;
    box-shadow:
      0 0 light-dark(#000, #fff),
      0 0 var(--_surface),
      0 0 var(--_grid),
      0 0 var(--_hatch),
      0 0 var(--_text),
      0 0 var(--_text-quiet),
      0 0 var(--_accent);
    transition: box-shadow 1ms;
  }
  @media (pointer: coarse) {
    .chart {
      --_row: 52px;
      --_legend: 116px;
    }
    /* As many as there are beside each other. */
    .legend button {
      min-block-size: 32px;
    }
  }
  .single {
    --_legend: 0px;
  }
  .ranged {
    --_rows: 1;
  }
  .controlled {
    --_rows: 3;
  }
  @container (min-width: 480px) {
    .chart {
      --_head: 67px;
    }
  }
  /* The title keeps its line: a badge that is longer than there is room for has one of its own. */
  @container (min-width: 240px) and (max-width: 479px) {
    .header {
      flex-wrap: wrap;
    }
  }
  @container (min-width: 640px) {
    .controlled {
      --_rows: 2;
      --_overview: 52px;
    }
  }
  @container (min-width: 1100px) {
    .controlled {
      --_rows: 1;
    }
  }
  @container (min-width: 720px) {
    .chart {
      --_head: 76px;
      --_plot: 320px;
      --_legend: 0px;
      grid-template: 'header header' auto 'controls controls' auto 'plot legend' minmax(96px, 1fr) 'overview legend' auto 'footer footer' auto / minmax(0, 1fr) auto;
    }
    .chart.single {
      grid-template-columns: minmax(0, 1fr) 0;
      column-gap: 0;
    }
    .latest {
      font-size: 14px;
    }
    .figure {
      font-size: 32px;
      line-height: 1.3;
    }
    /* As high as plot and overview, whatever it names. */
    .legend-box {
      display: flex;
      flex-direction: column;
      block-size: 0;
      min-block-size: 100%;
      overflow: auto;
    }
    .legend-box.waiting {
      min-inline-size: 120px;
    }
    .legend {
      flex-direction: column-reverse;
      flex-wrap: nowrap;
      justify-content: flex-end;
      gap: 0;
      min-block-size: 0;
      margin-block-start: 16px;
      padding: 0 4px 4px;
    }
    .legend li {
      flex: 0 1 25px;
      min-block-size: 17px;
    }
  }
  /* A bar for each hour, one below the other. */
  .tall {
    --_plot: 580px;
  }
  @container (max-width: 239px) {
    .latest .when,
    .legend-box,
    .controls {
      display: none;
    }
    .chart {
      --_head: 44px;
      --_rows: 0;
      --_legend: 0px;
      ${smallHeader}
    }
  }
  .tiny {
    & .latest .when,
    & .legend-box,
    & .controls,
    & .overview,
    & .footer {
      display: none;
    }
    grid-template-rows: auto 0 minmax(0, 1fr) 0 0 0;
    & .plot {
      margin: 0;
    }
    & .figure {
      font-size: 16px;
      line-height: 1.2;
    }
    ${smallHeader}
  }
`;
