import { css } from 'lit';

/** The button in the corner, and the room for the box above it. */
export const launcherStyles = css`
  :host {
    position: fixed;
    inset-block-end: var(--wattlet-chat-block-offset, 16px);
    inset-inline-end: var(--wattlet-chat-inline-offset, 16px);
    z-index: var(--wattlet-chat-layer, 1000);
    container-type: normal;
    min-inline-size: 0;
    background: none;
  }
  :host([inline]) {
    position: static;
    block-size: var(--wattlet-chat-height, 560px);
    container-type: inline-size;
    background: var(--_surface);
  }
  /* In the place of the box where that cannot be had. */
  .missing {
    box-sizing: border-box;
    block-size: 100%;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  :host(:not([inline])) .missing {
    position: absolute;
    inset-block-end: 68px;
    inset-inline-end: 0;
    inline-size: min(300px, calc(100vw - 32px));
    block-size: auto;
  }
  .corner {
    position: relative;
  }
  .launcher {
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    padding: 0;
    border-radius: 50%;
    box-shadow: 0 4px 16px rgb(15 23 42 / 0.22);
  }
  .launcher:focus-visible {
    outline-offset: 3px;
  }
  .launcher svg {
    inline-size: 26px;
    block-size: 26px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .unread {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    min-inline-size: 12px;
    padding: 1px 5px;
    border: 2px solid var(--_surface);
    border-radius: 99px;
    background: var(--_alarm);
    color: var(--_surface);
    font-size: 12px;
    font-weight: 600;
    text-align: center;
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .launcher {
      border: 2px solid ButtonText;
    }
  }
  @media print {
    :host(:not([inline])) {
      display: none;
    }
  }
`;
