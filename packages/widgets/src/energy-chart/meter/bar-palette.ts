import type { BarPalette } from '../../chart/paint-bars.ts';
import type { MeterColors } from './meter-view.ts';

/** The colours of bars: the brand's, what is above the limit in the colour of alarm, the load as text is. */
export function barPalette(colors: MeterColors): BarPalette {
  return { ...colors, bar: colors.accent, above: colors.alarm, line: colors.text };
}
