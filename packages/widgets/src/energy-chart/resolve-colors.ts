import { COLOR_TOKENS, type ColorToken, type ThemeName } from '../theme/tokens.ts';
import type { ChartColors } from './chart-colors.ts';

/**
 * The colours that a canvas needs, as the host's style sheets have them now. A custom property may
 * hold anything (`color-mix()`, `light-dark()`, another `var()`), so each is tried on the probe's own
 * `color` and read back resolved.
 *
 * @param probe an element in the shadow root that nobody sees
 * @param isPaper whether they are for paper, before that is what the page is laid out for
 * @param before the colours until now: the same object comes back where none has changed
 */
export function resolveColors(
  probe: HTMLElement,
  { theme, isPaper }: { readonly theme: ThemeName; readonly isPaper: boolean },
  before?: ChartColors,
): ChartColors {
  probe.classList.toggle('paper', isPaper);
  const style = getComputedStyle(probe);
  const resolve = (token: ColorToken): string => {
    probe.style.setProperty('color', `var(--_${token})`);
    return style.color || COLOR_TOKENS[token][theme];
  };
  const colors: ChartColors = {
    theme,
    surface: resolve('surface'),
    grid: resolve('grid'),
    hatch: resolve('hatch'),
    zero: resolve('text'),
    accent: resolve('accent'),
    text: resolve('text'),
    textQuiet: resolve('text-quiet'),
  };
  return before && isSame(colors, before) ? before : colors;
}

function isSame(a: ChartColors, b: ChartColors): boolean {
  return (Object.keys(a) as (keyof ChartColors)[]).every((name) => a[name] === b[name]);
}
