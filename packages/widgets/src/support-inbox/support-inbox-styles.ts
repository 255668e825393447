import { css } from 'lit';

/** Layout and look of the inbox. What stands side by side follows the element's own width, never the window's. */
export const supportInboxStyles = css`
  section {
    display: flex;
    flex-direction: column;
    block-size: var(--wattlet-inbox-height, 640px);
    min-block-size: 320px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
  }
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 8px 12px;
    border-block-end: 1px solid var(--_line);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .quiet {
    color: var(--_text-quiet);
  }
  .bad {
    color: var(--_alarm);
  }
  p {
    margin: 0;
    padding: 8px 12px;
    font-size: 12px;
  }
  .presence {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-inline-start: auto;
    padding: 4px 10px;
    border: 1px solid var(--_line);
    background: var(--_surface);
    color: inherit;
    font-size: 12px;
  }
  .presence i {
    inline-size: 8px;
    block-size: 8px;
    box-sizing: border-box;
    border: 2px solid var(--_text-quiet);
    border-radius: 50%;
  }
  .presence[aria-checked='true'] i {
    border-color: var(--_ok);
    background: var(--_ok);
    forced-color-adjust: none;
  }
  .set-up {
    display: grid;
    place-content: center;
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    border: 1px solid var(--_line);
    background: var(--_surface);
    color: inherit;
  }
  .set-up[aria-expanded='true'] {
    border-color: var(--_accent);
  }
  .set-up svg {
    inline-size: 18px;
    block-size: 18px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
  }
  .desk-box {
    flex: 1;
    min-block-size: 0;
  }
  .body {
    flex: 1;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(260px, 340px) minmax(0, 1fr);
    min-block-size: 0;
  }
  .body[hidden] {
    display: none;
  }
  .body.narrow {
    grid-template-columns: minmax(0, 1fr);
  }
  .side {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .body:not(.narrow) .side {
    border-inline-end: 1px solid var(--_line);
  }
  input[type='search'] {
    margin: 8px 12px 0;
    padding: 6px 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    /* Smaller text has phones zoom in. */
    font: inherit;
    font-size: 16px;
  }
  input::placeholder {
    color: var(--_text-quiet);
    opacity: 1;
  }
  input:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding: 8px 12px;
    border-block-end: 1px solid var(--_line);
    font-size: 12px;
  }
  .filters button,
  .tabs button {
    padding: 4px 8px;
    border: 1px solid var(--_line);
    background: var(--_surface);
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .filters button[aria-pressed='true'],
  .tabs button[aria-current] {
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }
  .scroll {
    position: relative;
    flex: 1;
    overflow-y: auto;
  }
  .row {
    display: grid;
    grid-template: 'name when' auto 'last count' auto 'about about' auto / minmax(0, 1fr) auto;
    gap: 1px 8px;
    inline-size: 100%;
    padding: 8px 12px;
    border: 0;
    border-block-end: 1px solid var(--_grid);
    border-inline-start: 3px solid transparent;
    border-radius: 0;
    background: none;
    color: inherit;
    text-align: start;
    content-visibility: auto;
    contain-intrinsic-size: auto 72px;
  }
  .row:hover {
    background: var(--_surface-raised);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row[aria-current] {
    border-inline-start-color: var(--_accent);
    background: var(--_surface-raised);
  }
  .name {
    grid-area: name;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .unread .name,
  .unread .last {
    font-weight: 600;
  }
  .when {
    grid-area: when;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .when.long {
    color: var(--_watch);
    font-weight: 600;
  }
  .last {
    grid-area: last;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .of-note {
    color: var(--_text-quiet);
    font-style: italic;
  }
  .found {
    grid-area: last / last / about / about;
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .about {
    grid-area: about;
    overflow: hidden;
    color: var(--_text-quiet);
    font-size: 12px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .count {
    min-inline-size: 20px;
    box-sizing: border-box;
    padding: 0 6px;
    border-radius: 99px;
    background: var(--_accent);
    color: var(--_accent-text);
    font-size: 12px;
    font-weight: 600;
    text-align: center;
  }
  .row .count {
    grid-area: count;
    place-self: center end;
  }
  .open {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .tabs {
    display: flex;
    gap: 4px;
    padding: 6px 12px;
    border-block-end: 1px solid var(--_line);
    overflow-x: auto;
  }
  .tabs button {
    flex: none;
    max-inline-size: 160px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .columns {
    flex: 1;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    min-block-size: 0;
  }
  support-inbox-conversation {
    min-block-size: 0;
    min-inline-size: 0;
  }
  .open[hidden] {
    display: none;
  }
  support-inbox-conversation:not([hidden]) ~ support-inbox-conversation {
    border-inline-start: 1px solid var(--_line);
  }
  .skeleton {
    padding-inline: 12px;
  }
  .skeleton i {
    block-size: 40px;
    margin-block: 14px;
    border-radius: 4px;
  }
`;
