import { css } from 'lit';

/** What chart and map have in common beside what every element has: a header. */
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
  @container (min-width: 720px) {
    .title {
      font-size: 20px;
      line-height: 1.3;
    }
  }
`;
