import { css } from 'lit';

/** The box: above its button, as large as a phone is, or where the element stands. */
export const chatBoxStyles = css`
  .box {
    position: absolute;
    inset-block-end: 68px;
    inset-inline-end: 0;
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    inline-size: min(380px, calc(100vw - 32px));
    block-size: min(var(--wattlet-chat-height, 560px), calc(var(--_visible-height, 100vh) - 100px));
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    box-shadow: 0 12px 40px rgb(15 23 42 / 0.22);
    overflow: hidden;
    container-type: inline-size;
  }
  .box:focus {
    outline: none;
  }
  :host([inline]) .box {
    position: static;
    inline-size: auto;
    block-size: 100%;
    box-shadow: none;
  }
  .header {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px;
    padding-inline-start: 16px;
    border-block-end: 1px solid var(--_line);
  }
  h2 {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .bare {
    background: none;
    color: var(--_text-quiet);
  }
  .bare:hover {
    background: var(--_surface-raised);
  }
  .notice,
  .problem {
    margin: 0;
    padding: 8px 16px;
    background: var(--_surface-raised);
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .problem {
    color: var(--_alarm);
  }
  .message-box {
    flex: 1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    min-block-size: 0;
    padding: 16px;
    color: var(--_text-quiet);
    text-align: center;
    text-wrap: balance;
    overflow-y: auto;
  }
  .message-box strong {
    display: block;
    color: var(--_text);
    font-weight: 600;
  }
  .skeleton {
    flex: 1;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: 12px;
    padding: 16px;
  }
  .skeleton i {
    inline-size: 60%;
    block-size: 36px;
    border-radius: calc(var(--_radius) * 1.5);
  }
  .skeleton i:nth-child(2) {
    align-self: flex-end;
    inline-size: 45%;
  }
  @media (max-width: 480px) {
    :host(:not([inline])) .box {
      position: fixed;
      inset-block: var(--_visible-top, 0) auto;
      inset-inline: 0;
      inline-size: auto;
      block-size: var(--_visible-height, 100vh);
      border: 0;
      border-radius: 0;
    }
    /* Not only the button: what is around it would take the touches that are meant for what is under it. */
    :host([open]:not([inline])) .corner {
      visibility: hidden;
    }
  }
`;
