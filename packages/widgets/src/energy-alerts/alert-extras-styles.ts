import { css } from 'lit';

/** Look of buttons, of the current hour, of the toast, of long lists, and on paper. */
export const alertExtrasStyles = css`
  :host {
    position: relative;
  }
  .unseen {
    padding: 1px 10px;
    border: 0;
    border-radius: 99px;
    background: var(--_alarm);
    color: var(--_surface);
    font-size: 12px;
    font-weight: 600;
  }
  @media (pointer: coarse) {
    .unseen {
      min-block-size: 32px;
    }
  }
  button:hover {
    border-color: var(--_text-quiet);
  }
  .row:hover {
    background: var(--_surface-raised);
  }
  [aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  .group {
    display: flex;
    gap: 4px;
  }
  .tools {
    font-size: 12px;
  }
  .tools button {
    padding: 4px 10px;
    color: var(--_text-quiet);
  }
  .tools button[aria-pressed='true'] {
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }
  .headroom {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
    gap: 8px 24px;
    margin-block-start: 12px;
  }
  .headroom li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-content: space-between;
    gap: 0 12px;
  }
  .headroom svg {
    inline-size: 100%;
    block-size: 4px;
    margin-block-start: 4px;
    fill: var(--_mark, var(--_accent));
  }
  .headroom .track {
    fill: var(--_grid);
  }
  .toast {
    position: absolute;
    /* Over the header: over the list it would lie on the buttons of its first alerts. */
    inset-block-start: 8px;
    inset-inline-end: 8px;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: calc(100% - 16px);
    box-sizing: border-box;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-inline-start: 4px solid var(--_mark);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    box-shadow: 0 4px 16px rgb(15 23 42 / 0.14);
  }
  .toast button {
    flex: none;
    white-space: nowrap;
  }
  .list li.spacer {
    border: 0;
  }
  /* Rows of a long list are equally high, with and without a button. */
  .windowed span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @container (max-width: 479px) {
    .windowed li {
      flex-wrap: nowrap;
    }
    .windowed .row {
      flex-basis: 0;
    }
    .windowed .quiet {
      max-inline-size: 40%;
      margin-block: 0;
    }
  }
  @media print {
    .toast,
    .tools,
    .quiet {
      display: none;
    }
    .scroll {
      max-block-size: none;
    }
  }
`;
