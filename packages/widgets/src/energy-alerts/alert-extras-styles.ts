import { css } from 'lit';

/** Look of the current hour, of the toast, of long lists, and on paper. */
export const alertExtrasStyles = css`
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
