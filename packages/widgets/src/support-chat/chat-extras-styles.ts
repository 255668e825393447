import { css } from 'lit';

/** How the rating looks, and what the next message is about. */
export const chatExtrasStyles = css`
  .others {
    flex: none;
    max-block-size: 40%;
    padding: 6px 12px;
    border-block-end: 1px solid var(--_line);
    font-size: 12px;
    overflow-y: auto;
  }
  .others summary {
    min-block-size: 24px;
    align-content: center;
    cursor: pointer;
  }
  .others summary:focus-visible {
    outline: 2px solid var(--_accent);
  }
  .others ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .others button {
    display: flex;
    gap: 8px;
    inline-size: 100%;
    padding: 6px 4px;
    border: 0;
    background: none;
    color: inherit;
    font-size: inherit;
    text-align: start;
  }
  .others .news {
    font-weight: 600;
  }
  .others bdi {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .over {
    margin: 0;
    padding: 8px 16px;
    background: var(--_surface-raised);
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .over {
    display: grid;
    justify-items: center;
    gap: 4px;
    border-block-start: 1px solid var(--_line);
  }
  .over strong {
    color: var(--_text);
    font-weight: 600;
  }
  .rating {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-items: center;
    gap: 0 8px;
  }
  .star {
    min-inline-size: 32px;
    min-block-size: 32px;
    padding: 0;
    background: none;
    color: var(--_text-quiet);
    font-size: 20px;
    opacity: 0.55;
  }
  .star.on {
    color: var(--_accent);
    opacity: 1;
  }
  .about {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 12px 0;
    border-block-start: 1px solid var(--_line);
    font-size: 12px;
  }
  .about + .composer {
    border-block-start: 0;
  }
  .chip {
    min-inline-size: 0;
    padding: 2px 10px;
    border: 1px solid var(--_line);
    border-radius: 99px;
    background: var(--_surface-raised);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
