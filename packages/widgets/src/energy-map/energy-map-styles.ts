import { css } from 'lit';
import { figureStyles } from '../theme/figure-styles.ts';
import { tooltipStyles } from '../theme/tooltip-styles.ts';

/** Layout and look of the map. Sizes follow the element's own width, never the window's. */
export const energyMapStyles = css`
  ${figureStyles}
  ${tooltipStyles}
  :host {
    min-inline-size: 160px;
  }
  figure {
    --_map: var(--wattlet-map-height, clamp(220px, 88cqi, 560px));
    --_head: 58px;
    --_legend: 154px;
    display: grid;
    grid-template: 'header' auto 'stage' minmax(120px, 1fr) 'time' auto 'legend' auto 'footer' auto / minmax(0, 1fr);
    gap: 12px 24px;
    margin: 0;
  }
  /* Gives the map its height. What is above and below it and comes later takes from the map: the page stays where it is. */
  figure::before {
    content: '';
    grid-area: header / 1 / legend;
    /* With the time bar and what lies between. */
    block-size: calc(var(--_map) + var(--_head) + 73px + var(--_legend));
  }
  .hour {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .hour span:first-child {
    color: var(--_text);
  }
  .stage {
    grid-area: stage;
    position: relative;
    block-size: 0;
    min-block-size: 100%;
  }
  .surface,
  .map {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  .surface {
    border-radius: var(--_radius);
    outline-offset: 2px;
  }
  .surface:focus-visible,
  .tables:focus-visible,
  input:focus-visible,
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .map path {
    vector-effect: non-scaling-stroke;
    stroke-linejoin: round;
  }
  .land {
    fill: var(--_surface-raised);
    stroke: var(--_line);
    stroke-width: 0.5px;
  }
  .country {
    stroke: var(--_surface);
    stroke-width: 0.75px;
    cursor: pointer;
    transition: fill 180ms;
  }
  .unknown {
    stroke: var(--_line);
  }
  .skeleton .country {
    fill: var(--_grid);
    cursor: default;
  }
  .breathing {
    animation: breathe 1.6s ease-in-out infinite;
  }
  .outline {
    fill: none;
    stroke: var(--_text);
    stroke-width: 1.5px;
    pointer-events: none;
  }
  .outline.selected {
    stroke: var(--_accent);
    stroke-width: 3px;
  }
  .hatch .blank {
    fill: var(--_surface-raised);
  }
  .hatch .stripe {
    fill: var(--_hatch);
  }
  .flow {
    fill: var(--_text);
    stroke: var(--_surface);
    stroke-width: 1.5px;
    paint-order: stroke;
    pointer-events: none;
    transition: opacity 180ms;
  }
  .flow.aside {
    opacity: 0.15;
  }
  .tooltip {
    max-inline-size: min(300px, 100%);
  }
  table {
    border-spacing: 0;
    inline-size: 100%;
  }
  caption {
    padding-block-end: 4px;
    font-weight: 600;
    text-align: start;
  }
  th {
    font-weight: 400;
    text-align: start;
  }
  .tooltip th {
    padding: 1px 0;
    padding-inline-end: 16px;
  }
  .tooltip td {
    padding: 1px 0;
    text-align: end;
    white-space: nowrap;
  }
  /* Numbers with their units and names keep their own direction in a page that is written from right to left. */
  .hour span,
  .legend span,
  .note,
  .none,
  caption,
  th,
  td {
    unicode-bidi: plaintext;
  }
  .none,
  .unit {
    color: var(--_text-quiet);
    font-weight: 400;
  }
  .tables {
    display: grid;
    place-content: start stretch;
    align-items: start;
    gap: 24px;
    block-size: 100%;
    overflow: auto;
  }
  .tables thead th {
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .tables th,
  .tables td {
    padding: 4px 8px;
    border-block-end: 1px solid var(--_grid);
  }
  .sort {
    margin-inline: -4px;
    padding: 4px;
    border-radius: 4px;
    background: none;
    color: inherit;
    text-align: inherit;
  }
  .sort:hover {
    color: var(--_text);
  }
  .sort::after {
    content: '';
    display: inline-block;
    inline-size: 1.2em;
    text-align: center;
  }
  [aria-sort='ascending'] .sort::after {
    content: '\\2191' / '';
  }
  [aria-sort='descending'] .sort::after {
    content: '\\2193' / '';
  }
  [aria-sort='ascending'] .sort,
  [aria-sort='descending'] .sort {
    color: var(--_text);
    font-weight: 600;
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .time-bar {
    grid-area: time;
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 37px;
  }
  .time-bar input {
    flex: 1;
    min-inline-size: 0;
    block-size: 24px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .time-bar button {
    padding: 7px 12px;
    border: 1px solid var(--_line);
    background: var(--_surface);
    color: var(--_text);
  }
  .time-bar button:disabled {
    color: var(--_text-quiet);
    cursor: default;
  }
  .time-bar .play {
    display: grid;
    padding: 9px;
  }
  .play path {
    fill: currentColor;
  }
  @media (pointer: coarse) {
    .time-bar,
    .time-bar input {
      min-block-size: 44px;
    }
    .time-bar .play {
      place-content: center;
    }
  }
  .legend {
    grid-area: legend;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .legend:empty {
    min-block-size: var(--_legend);
  }
  .legend ul {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .legend-title {
    margin-block-end: 2px;
    color: var(--_text);
  }
  .note {
    max-inline-size: 34ch;
    margin-block-end: 4px;
  }
  .swatch {
    flex: none;
    overflow: visible;
  }
  .swatch rect {
    stroke: var(--_line);
    stroke-width: 1px;
  }
  .swatch .hatch rect {
    stroke: none;
  }
  .footer {
    grid-area: footer;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .message {
    position: absolute;
    inset: 0;
  }
  @media (prefers-reduced-motion: reduce) {
    .country,
    .flow {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .country,
    .land,
    .swatch rect {
      stroke: CanvasText;
    }
  }
  @container (min-width: 480px) {
    figure {
      --_head: 41px;
      --_legend: 111px;
    }
  }
  @container (min-width: 720px) {
    figure {
      --_map: var(--wattlet-map-height, clamp(420px, 56cqi, 760px));
      --_legend: 0px;
      grid-template: 'header header' auto 'stage legend' minmax(120px, 1fr) 'time time' auto 'footer footer' auto / minmax(0, 1fr) auto;
    }
    figure::before {
      block-size: calc(var(--_map) + 58px);
    }
    /* What is said of the hour breaks first. */
    .header [role='status'] {
      flex: none;
    }
    .hour {
      font-size: 14px;
    }
    .legend {
      align-self: end;
      inline-size: 140px;
    }
    .legend ul {
      flex-direction: column-reverse;
    }
    .tables {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (max-width: 479px) {
    .tables th,
    .tables td {
      padding-inline: 4px;
    }
    .tables thead .number {
      white-space: normal;
    }
    .tables td:not(.number) {
      font-size: 12px;
    }
    .tooltip {
      inset-block-start: calc(100% + 60px);
      inline-size: 100%;
      max-inline-size: none;
    }
  }
  @container (max-width: 319px) {
    .header {
      flex-wrap: wrap;
    }
    .time-bar .table-toggle,
    .legend {
      display: none;
    }
    figure {
      --_head: 120px;
      --_map: var(--wattlet-map-height, 96cqi);
      --_legend: 0px;
    }
  }
  @media print {
    .badge,
    .time-bar,
    .tooltip {
      display: none;
    }
    figure {
      break-inside: avoid;
      print-color-adjust: exact;
    }
    /* As high as the tables are: what follows stands below them. */
    .stage:has(.tables),
    .tables {
      block-size: auto;
      overflow: visible;
    }
  }
`;
