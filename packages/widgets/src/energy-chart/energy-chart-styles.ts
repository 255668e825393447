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
    display: grid;
    grid-template: 'header' auto 'controls' auto 'plot' minmax(96px, 1fr) 'overview' auto 'legend' auto 'footer' auto / minmax(0, 1fr);
    column-gap: 24px;
    block-size: 100%;
    margin: 0;
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
    min-block-size: 32px;
    margin-block-start: 8px;
  }
  .controls.none {
    min-block-size: 0;
    margin: 0;
  }
  .plot {
    grid-area: plot;
    position: relative;
    margin-block-start: 8px;
    min-block-size: 0;
  }
  /* Gives the plot its height where the element has none of its own, and takes what there is where it has. */
  .plot::before {
    content: '';
    float: left;
    block-size: var(--wattlet-plot-height, 280px);
    max-block-size: 100%;
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
    min-block-size: 40px;
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
    .controls:not(.none) {
      min-block-size: 44px;
    }
    /* As many as there are beside each other. */
    .legend button {
      min-block-size: 32px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton .trace {
      animation: none;
    }
  }
  @container (min-width: 720px) {
    .chart {
      grid-template: 'header header' auto 'controls controls' auto 'plot legend' minmax(96px, 1fr) 'overview legend' auto 'footer footer' auto / minmax(0, 1fr) auto;
    }
    .chart.single {
      grid-template-columns: minmax(0, 1fr) 0;
      column-gap: 0;
    }
    .plot::before {
      block-size: var(--wattlet-plot-height, 320px);
    }
    .latest {
      font-size: 14px;
    }
    .figure {
      font-size: 32px;
      line-height: 1.3;
    }
    .legend-box.waiting {
      min-inline-size: 120px;
    }
    .legend {
      flex-direction: column-reverse;
      flex-wrap: nowrap;
      justify-content: flex-end;
      margin-block-start: 16px;
    }
  }
  @container (max-width: 239px) {
    .latest .when,
    .legend-box,
    .controls,
    .footer {
      display: none;
    }
    .chart {
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
