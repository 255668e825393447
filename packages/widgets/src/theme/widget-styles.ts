import { css } from 'lit';

/** What every element has in common: its box and type, badge, buttons, messages, and words for readers only. */
export const widgetStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-inline-size: 160px;
    font: 400 14px / 1.45 system-ui, sans-serif;
    font-family: var(--_font);
    font-variant-numeric: tabular-nums;
    color: var(--_text);
    background: var(--_surface);
  }
  :host([hidden]) {
    display: none;
  }
  h2 {
    margin: 0;
    font-size: 16px;
    font-weight: 600;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding-block: 3px;
    color: var(--_text-quiet);
    font-size: 12px;
    text-wrap: balance;
  }
  .badge::before {
    content: '';
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_line);
  }
  .badge[data-state='live']::before {
    background: var(--_ok);
  }
  /* What is not well is square, whatever its colour. */
  .badge[data-state='reconnecting']::before,
  .badge[data-state='stale']::before {
    border-radius: 1px;
    background: var(--_watch);
  }
  .badge[data-state='offline']::before {
    border-radius: 1px;
    background: var(--_alarm);
  }
  .message {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 16px;
    color: var(--_text-quiet);
    text-align: center;
    text-wrap: balance;
  }
  .message strong {
    display: block;
    color: var(--_text);
    font-weight: 600;
  }
  button {
    padding: 8px 16px;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_accent-text);
    font: inherit;
    cursor: pointer;
    /* Forced colours come in by the tokens; the browser's own would hide text that is on an accent. */
    forced-color-adjust: none;
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
  }
  /* A finger needs room; what gives its own size to something says so for fingers too. */
  @media (pointer: coarse) {
    :where(button:not(.plain), summary, select) {
      min-inline-size: 44px;
      min-block-size: 44px;
      box-sizing: border-box;
    }
  }
  /* What is to come, as long as it has not. */
  .skeleton i {
    display: block;
    background: var(--_grid);
    animation: breathe 1.6s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.4;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
    }
  }
  .for-readers {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
