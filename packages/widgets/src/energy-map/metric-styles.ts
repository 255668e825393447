import { css, unsafeCSS } from 'lit';
import { METRIC_NAMES } from './metric.ts';
import { metricColors } from './metric-colors.ts';

const classes = METRIC_NAMES.flatMap((name) =>
  metricColors(name).map(({ light, dark, forced }, index) => ({
    selector: `.${name} .c${index}`,
    themed: `light-dark(${light}, ${dark})`,
    forced,
  })),
);

/** The colours of every class of every metric. */
export const metricStyles = css`
  ${unsafeCSS(classes.map(({ selector, themed }) => `${selector} { fill: ${themed}; }`).join('\n'))}
  @media (forced-colors: active) {
    ${unsafeCSS(classes.map(({ selector, forced }) => `${selector} { fill: ${forced}; }`).join('\n'))}
  }
`;
