import { css, unsafeCSS } from 'lit';
import { COLOR_TOKENS } from './tokens.ts';

/** What is not the brand's own is as it is in the light theme. */
const tokens = unsafeCSS(
  Object.entries(COLOR_TOKENS)
    .filter(([name]) => !name.startsWith('accent'))
    .map(([name, { light }]) => `--_${name}: ${light};`)
    .join('\n'),
);

/** An element is light on paper, whatever its theme; and so is what has the class `paper` before it is printed. */
export const paperStyles = css`
  .paper {
    color-scheme: light;
    ${tokens}
  }
  @media print {
    :host {
      color-scheme: light !important;
      ${tokens}
    }
  }
`;
