import { css } from 'lit';

/** How messages and what writes them look. The host gives the log its height. */
export const chatPartsStyles = css`
  .log-box {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }
  .log {
    /* Holds the words for readers, too, which would make the box around it scroll. */
    position: relative;
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
    padding: 12px;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .log > :first-child {
    margin-block-start: auto;
  }
  .day,
  .older {
    align-self: center;
    margin-block: 8px;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .said {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    max-inline-size: 75%;
  }
  .said.own {
    align-self: flex-end;
    align-items: flex-end;
  }
  .said.first:not(:first-child) {
    margin-block-start: 8px;
  }
  .who,
  .state {
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .who {
    margin-block-end: 2px;
  }
  .bubble {
    max-inline-size: 100%;
    box-sizing: border-box;
    padding: 7px 12px;
    border: 1px solid var(--_grid);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface-raised);
  }
  .own .bubble {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
  }
  .text {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .text a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  /* Hollow until it is stored. */
  .outgoing .bubble {
    background: var(--_surface);
    color: var(--_text);
  }
  .outgoing.failed .bubble {
    border-color: var(--_alarm);
  }
  .failed .state {
    color: var(--_alarm);
  }
  .plain {
    padding: 0 4px;
    border: 0;
    background: none;
    color: inherit;
    font-size: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .older {
    padding: 4px 10px;
    border: 1px solid currentcolor;
    background: none;
    color: inherit;
  }
  .jump {
    position: absolute;
    inset-block-end: 8px;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 5px 14px;
    border-radius: 99px;
    font-size: 12px;
    box-shadow: 0 2px 8px rgb(15 23 42 / 0.18);
  }
  .typing {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 20px;
    padding: 0 12px 4px;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .dots {
    display: inline-flex;
    gap: 3px;
  }
  .dots i {
    inline-size: 5px;
    block-size: 5px;
    border-radius: 50%;
    background: currentcolor;
    animation: breathe 1.2s ease-in-out infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.2s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.4s;
  }
  .composer {
    border-block-start: 1px solid var(--_line);
    padding: 8px;
  }
  .composer.dropping {
    outline: 2px dashed var(--_accent);
    outline-offset: -4px;
  }
  .field {
    display: flex;
    align-items: flex-end;
    gap: 4px;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    /* Six lines. */
    max-block-size: calc(6 * 1.45em + 16px);
    box-sizing: border-box;
    padding: 7px 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    /* Smaller text has phones zoom in. */
    font: 400 16px / 1.45 sans-serif;
    font-family: inherit;
    resize: none;
  }
  textarea:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  textarea::placeholder {
    color: var(--_text-quiet);
    opacity: 1;
  }
  .icon {
    position: relative;
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 40px;
    block-size: 40px;
    box-sizing: border-box;
    padding: 0;
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .icon svg {
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .attach {
    color: var(--_text-quiet);
  }
  .attach:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  :host(:dir(rtl)) .send svg {
    transform: scaleX(-1);
  }
  .too-long {
    color: var(--_alarm);
  }
  .below {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  @media (forced-colors: active) {
    .own .bubble {
      border-width: 2px;
      background: Canvas;
      color: CanvasText;
    }
  }
`;
