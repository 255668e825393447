import { css } from 'lit';

/** Layout and look of the views in which a site's chat is set up. */
export const deskStyles = css`
  :host {
    min-block-size: 0;
    min-inline-size: 0;
    overflow: hidden;
  }
  .desk {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 12px 0;
  }
  h3 {
    margin: 0;
    font-size: 14px;
    font-weight: 600;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding: 8px 12px 0;
    border-block-end: 1px solid var(--_line);
  }
  .tabs button {
    padding: 6px 10px;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--_text-quiet);
  }
  .tabs button[aria-selected='true'] {
    border-block-end-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }
  button:focus-visible {
    outline-offset: -1px;
  }
  .view {
    flex: 1;
    padding: 12px;
    overflow-y: auto;
  }
  .view > * {
    max-inline-size: 640px;
  }
  p {
    margin: 0 0 12px;
  }
  .quiet {
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .bad {
    color: var(--_alarm);
    font-size: 12px;
  }
  ul {
    margin: 0 0 12px;
    padding: 0;
    list-style: none;
  }
  .items li {
    padding-block: 8px;
    border-block-end: 1px solid var(--_grid);
  }
  .add {
    margin-block-end: 8px;
  }
  .text-item {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .clamp {
    display: -webkit-box;
    overflow: hidden;
    font-size: 14px;
    white-space: pre-line;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .quiet-button {
    display: inline-grid;
    place-content: center;
    min-inline-size: 32px;
    min-block-size: 32px;
    box-sizing: border-box;
    padding: 5px;
    border: 1px solid var(--_line);
    background: var(--_surface);
    color: inherit;
    font-size: 12px;
  }
  .quiet-button:not(:has(svg)) {
    padding-inline: 10px;
  }
  .danger {
    background: var(--_alarm);
    color: var(--_surface);
  }
  svg {
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :host(:dir(rtl)) .back svg {
    transform: scaleX(-1);
  }
  .sure,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .sure span {
    flex: 1 1 160px;
  }
  form,
  .all,
  form > label,
  .all > label,
  fieldset > label:not(.choice) {
    display: grid;
    gap: 4px;
    justify-items: start;
  }
  form,
  .all {
    gap: 16px;
    justify-items: stretch;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset fieldset {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  legend {
    margin-block-end: 4px;
    padding: 0;
    font-weight: 600;
  }
  input,
  textarea {
    box-sizing: border-box;
    max-inline-size: 100%;
    padding: 5px 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: 16px;
  }
  input[type='checkbox'],
  input[type='radio'] {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  textarea {
    inline-size: 100%;
    resize: vertical;
  }
  input:focus-visible,
  textarea:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  [aria-invalid='true'] {
    border-color: var(--_alarm);
  }
  .text-form {
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    margin-block-end: 8px;
  }
  .text-form p {
    margin: 0;
  }
  .prefixed {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .zone input {
    inline-size: 260px;
  }
  .short {
    inline-size: 88px;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
  }
  .week,
  .days {
    margin: 0;
    inline-size: 100%;
  }
  .week li {
    display: grid;
    grid-template-columns: minmax(80px, 120px) minmax(0, 1fr) auto;
    gap: 4px 8px;
    align-items: start;
    padding-block: 6px;
    border-block-end: 1px solid var(--_grid);
  }
  .day-name,
  .day-hours > .quiet {
    padding-block: 5px;
  }
  .day-hours {
    display: grid;
    gap: 4px;
  }
  .hours {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .days .hours {
    padding-block: 6px;
    border-block-end: 1px solid var(--_grid);
  }
  .span {
    white-space: nowrap;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  @container (max-width: 420px) {
    .week li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .day-hours {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    input[type='time'] {
      padding-inline: 4px;
    }
  }
  @media (forced-colors: active) {
    .tabs button[aria-selected='true'] {
      border-block-end-color: Highlight;
    }
  }
`;
