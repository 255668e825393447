import { css } from 'lit';

/** Layout and look of an open conversation of the inbox. */
export const inboxPaneStyles = css`
  .pane {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
  }
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 8px 12px;
    border-block-end: 1px solid var(--_line);
  }
  .customer {
    flex: 1 1 120px;
    min-inline-size: 0;
  }
  h3 {
    margin: 0;
    overflow: hidden;
    font-size: 14px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .customer .quiet {
    overflow: hidden;
    font-size: 12px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .quiet {
    color: var(--_text-quiet);
  }
  .actions {
    display: flex;
    /* The room that is left is the name's. */
    flex: 0 1 auto;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    gap: 4px;
    margin-inline-start: auto;
    font-size: 12px;
  }
  .actions button:not(.plain-icon) {
    padding: 5px 10px;
  }
  .actions .quiet-button,
  select {
    padding: 5px 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: 12px;
  }
  select {
    max-inline-size: 160px;
    text-overflow: ellipsis;
  }
  /* At less than this phones zoom in. */
  @media (pointer: coarse) {
    select {
      font-size: 16px;
    }
  }
  select:focus-visible {
    outline: 2px solid var(--_accent);
  }
  .plain-icon {
    inline-size: 30px;
    block-size: 30px;
    background: none;
    color: var(--_text-quiet);
  }
  :host(:dir(rtl)) .back svg {
    transform: scaleX(-1);
  }
  button:disabled,
  [aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  .notice,
  .hint {
    padding: 6px 12px;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .notice {
    border-block-end: 1px solid var(--_line);
    color: var(--_alarm);
  }
  .erasure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
    padding: 8px 12px;
    border-block-end: 1px solid var(--_alarm);
    font-size: 12px;
  }
  .erasure span {
    flex: 1 1 200px;
  }
  .erasure button {
    padding: 5px 10px;
    font-size: 12px;
  }
  .erasure .quiet-button {
    border: 1px solid var(--_line);
    background: var(--_surface);
    color: inherit;
  }
  .danger {
    background: var(--_alarm);
    color: var(--_surface);
  }
  .said:focus {
    outline: none;
  }
  .said:focus .bubble {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    animation: found 1.2s ease-out;
  }
  @keyframes found {
    from {
      outline-offset: 10px;
    }
  }
  .writing {
    position: relative;
    border-block-start: 1px solid var(--_line);
  }
  .writing .composer {
    border: 0;
    padding-block-start: 4px;
  }
  .mode {
    display: flex;
    gap: 4px;
    padding: 6px 8px 0;
  }
  .mode button {
    padding: 2px 10px;
    border: 1px solid transparent;
    background: none;
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .mode button[aria-pressed='true'] {
    border-color: var(--_line);
    color: var(--_text);
    font-weight: 600;
  }
  .as-note {
    border-block-start: 2px dashed var(--_watch);
  }
  .as-note textarea {
    border: 1px dashed var(--_watch);
  }
  .as-note .below span:first-child {
    color: var(--_watch);
  }
  .replies {
    position: absolute;
    inset-block-end: 100%;
    inset-inline: 8px;
    z-index: 1;
    max-block-size: 260px;
    margin: 0 0 4px;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 4px 16px rgb(15 23 42 / 0.14);
    list-style: none;
    overflow-y: auto;
  }
  .replies li {
    padding: 6px 8px;
    border-radius: calc(var(--_radius) / 2);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  .replies li[aria-selected='true'] {
    background: var(--_grid);
    outline: 1px solid transparent;
  }
  .replies li[aria-selected='true'] .quiet {
    color: inherit;
  }
  .preview {
    color: var(--_text-quiet);
    font-style: italic;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .skeleton {
    flex: 1;
    padding-inline: 12px;
  }
  .skeleton i {
    inline-size: 60%;
    block-size: 32px;
    margin-block: 14px;
    border-radius: 12px;
  }
  .skeleton i:nth-child(2) {
    margin-inline-start: 40%;
  }
`;
