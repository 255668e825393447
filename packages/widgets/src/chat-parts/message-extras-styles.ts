import { css } from 'lit';

/** How files, references, notes and uploads look: what most messages do not have. */
export const messageExtrasStyles = css`
  .bubble .file,
  .bubble .reference {
    padding: 4px 10px;
    border: 1px solid currentcolor;
    background: none;
    color: inherit;
    font-size: 12px;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .bubble .file,
  .bubble .reference {
    display: block;
    margin-block: 4px 2px;
  }
  .bubble .quiet {
    color: inherit;
  }
  .picture {
    display: block;
    max-inline-size: 100%;
    margin-block: 4px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_grid);
    overflow: hidden;
  }
  .picture canvas {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
  }
  .uploads {
    display: grid;
    gap: 4px;
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
    font-size: 12px;
  }
  .uploads .file {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .uploads .file-name {
    flex: 1;
    min-inline-size: 30%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .uploads .plain {
    flex: none;
    min-inline-size: 24px;
    min-block-size: 24px;
  }
  @media (pointer: coarse) {
    .uploads .plain {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
  .uploads .bad {
    color: var(--_alarm);
  }
  progress {
    inline-size: 80px;
    accent-color: var(--_accent);
  }
  .note .bubble {
    border: 1px dashed var(--_watch);
    background: var(--_surface);
    color: var(--_text);
  }
  .note-label {
    color: var(--_watch);
    font-size: 12px;
    font-weight: 600;
  }
`;
