import { css } from 'lit';

/** What chart and map have in common beside what every element has: a header, and a tooltip over what is drawn. */
export const figureStyles = css`
  .header {
    grid-area: header;
    display: flex;
    justify-content: space-between;
    align-items: start;
    gap: 4px 16px;
  }
  .header .badge {
    /* "Nothing new since …" is longer than a narrow element is wide. */
    white-space: normal;
  }
  .title {
    font-size: 16px;
    font-weight: 600;
    text-wrap: balance;
  }
  .tooltip {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    z-index: 1;
    box-sizing: border-box;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    box-shadow: 0 4px 16px rgb(15 23 42 / 0.14);
    font-size: 12px;
    pointer-events: none;
  }
  .tooltip .sum > * {
    font-weight: 600;
  }
  @container (min-width: 720px) {
    .title {
      font-size: 20px;
      line-height: 1.3;
    }
  }
`;
