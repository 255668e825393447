import { css } from 'lit';

/** Layout and look of the alerts. Sizes follow the element's own width, never the window's. */
export const energyAlertsStyles = css`
  .header,
  .tools {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 4px 16px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  button {
    padding: 6px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
  }
  /* The button in it comes later. */
  @media (pointer: coarse) {
    .header {
      min-block-size: 32px;
    }
  }
  .state::before {
    content: '';
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border-radius: 50%;
    background: var(--_mark, var(--_line));
    forced-color-adjust: none;
  }
  [data-state='pending'] {
    --_mark: var(--_watch);
  }
  [data-state='firing'] {
    --_mark: var(--_alarm);
  }
  .tools {
    /* Its buttons come later. */
    min-block-size: 28px;
    margin-block: 12px 8px;
  }
  .body {
    position: relative;
    min-block-size: 160px;
    border-block-start: 1px solid var(--_line);
  }
  .scroll {
    max-block-size: var(--wattlet-alerts-height, 420px);
    overflow-y: auto;
  }
  .list li {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-inline-end: 4px;
    border-block-end: 1px solid var(--_grid);
  }
  .row {
    flex: 1;
    display: grid;
    grid-template: 'meter amount' auto 'state time' auto / minmax(0, 1fr) auto;
    gap: 0 16px;
    min-inline-size: 0;
    padding: 8px 4px;
    border: 0;
    background: none;
    text-align: start;
  }
  .meter {
    grid-area: meter;
    overflow-wrap: anywhere;
  }
  .new .meter {
    font-weight: 600;
  }
  .amount {
    grid-area: amount;
    text-align: end;
  }
  [data-state='firing'] .amount {
    color: var(--_alarm);
    font-weight: 600;
  }
  .state,
  .time {
    color: var(--_text-quiet);
    font-size: 12px;
  }
  .state {
    grid-area: state;
  }
  .time {
    grid-area: time;
    text-align: end;
  }
  .quiet {
    flex: none;
    font-size: 12px;
  }
  .message {
    padding-block: 40px;
  }
  .skeleton i {
    block-size: 28px;
    margin-block: 14px;
    border-radius: 4px;
  }
  @container (max-width: 479px) {
    .list li {
      flex-wrap: wrap;
      row-gap: 0;
    }
    .row {
      flex-basis: 100%;
      grid-template: 'meter meter' auto 'amount amount' auto 'state time' auto / auto 1fr;
    }
    .amount {
      text-align: start;
    }
    .list .quiet {
      margin-block-end: 8px;
    }
  }
`;
