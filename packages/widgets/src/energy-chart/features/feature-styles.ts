import { css } from 'lit';

/** Look of what a chart can do beyond its plot. */
export const featureStyles = css`
  /* What there was room for is there now. */
  .controls {
    min-block-size: 0;
  }
  .plot {
    margin-block-end: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-start: 8px;
    font-size: 12px;
  }
  .bar button,
  .bar select,
  .bar input {
    box-sizing: border-box;
    min-block-size: 32px;
    max-inline-size: 100%;
    padding: 4px 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  .bar :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .bar button {
    /* "24 h" stays in its order on a page that reads from right to left. */
    unicode-bidi: plaintext;
  }
  .bar button:hover {
    background: var(--_surface-raised);
  }
  .bar button[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
  }
  @media (forced-colors: active) {
    .bar button[aria-pressed='true'] {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
  .spans {
    display: flex;
  }
  .spans button {
    border-radius: 0;
    margin-inline-start: -1px;
  }
  .spans button:first-child {
    border-start-start-radius: var(--_radius);
    border-end-start-radius: var(--_radius);
  }
  .spans button:last-child {
    border-start-end-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }
  .menu {
    position: relative;
    margin-inline-start: auto;
  }
  .menu summary {
    padding: 6px 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    cursor: pointer;
    list-style: none;
  }
  .menu ul {
    position: absolute;
    inset-inline-end: 0;
    z-index: 2;
    min-inline-size: 200px;
    margin: 4px 0 0;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    box-shadow: 0 4px 16px rgb(15 23 42 / 0.14);
    list-style: none;
  }
  .menu li button {
    inline-size: 100%;
    border-color: transparent;
    background: none;
    text-align: start;
  }
  .notices p {
    margin: 6px 0 0;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .overview {
    grid-area: overview;
    direction: ltr;
    justify-self: left;
    position: relative;
    display: none;
    margin-block-start: 8px;
    touch-action: pan-y;
    cursor: grab;
  }
  .overview canvas,
  .overview div {
    position: absolute;
    inset-block: 0;
  }
  .overview .beyond {
    background: var(--_surface);
    opacity: 0.65;
  }
  .overview .window {
    box-sizing: border-box;
    border: 1px solid var(--_text-quiet);
    border-inline-width: 3px;
    border-radius: 3px;
  }
  .scroll {
    position: absolute;
    inset: 0;
    overflow: auto;
    font-size: 12px;
  }
  .scroll:focus-visible {
    outline: 2px solid var(--_accent);
  }
  .data {
    border-collapse: collapse;
    min-inline-size: 100%;
  }
  .data caption {
    padding-block-end: 8px;
    color: var(--_text-quiet);
    text-align: start;
  }
  .data th,
  .data td {
    padding-block: 4px;
    padding-inline: 0 12px;
    border-block-end: 1px solid var(--_grid);
    text-align: end;
    white-space: nowrap;
  }
  .data td,
  .bars span {
    unicode-bidi: plaintext;
  }
  .data th:first-child {
    text-align: start;
    font-weight: 400;
  }
  .data thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_surface);
    font-weight: 600;
  }
  .data thead button {
    padding: 2px 0;
    background: none;
    color: inherit;
    font-weight: inherit;
  }
  .data .none {
    color: var(--_text-quiet);
  }
  .pages {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-block: 8px;
  }
  .pages button {
    padding: 4px 10px;
  }
  .pages button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .bars {
    display: grid;
    align-content: space-evenly;
    grid-template-columns: max-content minmax(0, 1fr) max-content;
    gap: 2px 10px;
    min-block-size: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .bars li {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }
  .bars svg {
    inline-size: 100%;
    block-size: 14px;
    overflow: visible;
  }
  .bars .none {
    color: var(--_text-quiet);
  }
  .scroll.profile {
    display: flex;
    flex-direction: column;
  }
  /* As high as its bars are where the page gives the element no height of its own. */
  .scroll.horizontal {
    position: relative;
    block-size: 100%;
  }
  .scroll.horizontal .bars {
    flex: 1;
    min-block-size: auto;
  }
  .columns-box {
    flex: 1;
    display: flex;
    position: relative;
    min-block-size: 96px;
    margin-block-start: 20px;
    /* Time runs to the right in every script. */
    direction: ltr;
  }
  .columns-box.bare {
    min-block-size: 0;
    margin: 0;
  }
  .value-axis {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: calc(100% - 1.45em);
    overflow: visible;
    fill: var(--_text-quiet);
    stroke: none;
  }
  .value-axis line {
    stroke: var(--_grid);
  }
  .columns {
    flex: 1;
    display: flex;
    gap: 2px;
    position: relative;
    margin: 0;
    padding: 0 0 0 52px;
    list-style: none;
  }
  .bare .columns {
    padding: 0;
  }
  .columns-box .defs {
    position: absolute;
    inline-size: 0;
    block-size: 0;
  }
  #hatch line {
    stroke: var(--_hatch);
    stroke-width: 2;
  }
  .current svg {
    outline: 2px solid var(--_text);
  }
  .note strong {
    margin-inline-start: 12px;
    color: var(--_text);
  }
  .columns li {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    text-align: center;
    white-space: nowrap;
  }
  .columns svg {
    flex: 1;
    inline-size: 100%;
    min-block-size: 0;
  }
  .columns li:hover svg {
    opacity: 0.75;
  }
  .columns .name {
    overflow: visible;
    inline-size: 0;
    min-block-size: 1.45em;
    align-self: center;
    display: flex;
    justify-content: center;
    color: var(--_text-quiet);
  }
  /* Beside the axis, not over its zero. */
  .columns li:first-child .name {
    align-self: flex-start;
    justify-content: flex-start;
  }
  .note {
    margin: 0 0 8px;
    color: var(--_text-quiet);
  }
  .choice {
    display: flex;
    gap: 8px;
    margin-block-end: 8px;
  }
  .choice select {
    padding: 4px 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  @media (pointer: coarse) {
    .bar button,
    .bar select,
    .bar input,
    .choice select {
      min-block-size: 44px;
    }
    .menu summary {
      padding-block: 13px;
    }
  }
  @media screen {
    @container (min-width: 640px) {
      .overview {
        display: block;
      }
    }
  }
  /* Three rows that leave room for the fingers: what to show, how far back, and which days with all else. */
  @container (max-width: 479px) {
    .bar button,
    .bar select,
    .bar input {
      padding-inline: 6px;
    }
    .bar > select {
      flex: 1 1 28%;
      min-inline-size: 0;
      text-overflow: ellipsis;
    }
    .bar > select:nth-of-type(2) {
      flex-basis: 36%;
    }
    .spans {
      flex: auto;
    }
    .spans button {
      flex: auto;
      padding-inline: 2px;
    }
    .dates {
      flex: 1 1 16.5em;
      display: flex;
      align-items: center;
      gap: 4px;
      min-inline-size: 0;
    }
    .dates input {
      flex: 1;
      min-inline-size: 0;
      padding-inline: 4px;
    }
    /* Their names, of any length, are left to who cannot see the signs. */
    .bar > .plain,
    .menu summary {
      box-sizing: border-box;
      display: grid;
      place-content: center;
      min-inline-size: 32px;
      padding-inline: 4px;
      font-size: 0;
    }
    .bar > .plain::after,
    .menu summary::after {
      content: '⋯';
      content: '⋯' / '';
      font-size: 16px;
      line-height: 18px;
    }
    .bar > .plain::after {
      content: '↺';
      content: '↺' / '';
    }
  }
  @media (pointer: coarse) {
    @container (max-width: 479px) {
      .bar > .plain,
      .menu summary {
        min-inline-size: 44px;
      }
    }
  }
  @container (max-width: 299px) {
    .dates {
      display: none;
    }
  }
  @container (max-width: 239px) {
    .bar,
    .choice,
    .note {
      display: none;
    }
    .mix .bars {
      grid-template-columns: minmax(0, 1fr);
      row-gap: 4px;
    }
    /* A name with its number, where they fit into one line, and the bar below both. */
    .mix .bars li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 8px;
    }
    .mix .bars svg {
      order: 1;
      flex: 1 0 100%;
      block-size: 8px;
    }
  }
  /* Paper has no room that it keeps free: what is shown in place of a plot takes its own. */
  @media print {
    .scroll {
      position: static;
      overflow: visible;
    }
    .scroll.vertical {
      block-size: var(--wattlet-plot-height, 280px);
    }
    .choice,
    .pages {
      display: none;
    }
  }
  .scroll.bare :is(.choice, .note) {
    display: none;
  }
`;
