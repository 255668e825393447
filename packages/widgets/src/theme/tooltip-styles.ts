import { css } from 'lit';

/** A tooltip over what is drawn, on a chart or a map. */
export const tooltipStyles = css`
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
`;
