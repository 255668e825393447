import { css, unsafeCSS } from 'lit';
import { COLOR_TOKENS } from './tokens.ts';

const tokens = Object.entries(COLOR_TOKENS);

const themed = tokens.map(
  ([name, { light, dark }]) => `--_${name}: var(--wattlet-${name}, light-dark(${light}, ${dark}));`,
);

const forced = tokens.map(([name, color]) => `--_${name}: ${color.forced};`);

/**
 * The tokens as private custom properties `--_<name>`, each overridden by the host's
 * `--wattlet-<name>`; light or dark by the user's preference unless `theme` says so.
 */
export const themeStyles = css`
  :host {
    color-scheme: light dark;
    ${unsafeCSS(themed.join('\n'))}
    --_radius: var(--wattlet-radius, 8px);
    --_font: var(--wattlet-font, inherit);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  @media (forced-colors: active) {
    :host {
      ${unsafeCSS(forced.join('\n'))}
    }
  }
`;
