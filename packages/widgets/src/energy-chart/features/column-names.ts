import { LABEL_GAP_PX, widthOf } from '../label-row.ts';
import type { Bar } from './render-bars.ts';

/** Every so manieth column has its name: divisors of a day first. */
const STEPS = [1, 2, 3, 4, 6, 8, 12];

/**
 * The names that stand below some columns of equal width, none over another and none beyond the last column: short
 * ones where the long ones have no room, and of the columns' every second, third … where these have none either.
 *
 * @param width of all columns, CSS pixels
 */
export function columnNames(
  bars: readonly Pick<Bar, 'label' | 'shortLabel'>[],
  width: number,
): (string | undefined)[] {
  const pitch = width / bars.length;
  const long = bars.map(({ label }) => label);
  const roomOf = (names: readonly string[]) => Math.max(...names.map(widthOf)) + LABEL_GAP_PX;
  const names = roomOf(long) <= pitch ? long : bars.map(({ label, shortLabel }) => shortLabel ?? label);
  const step = STEPS.find((some) => roomOf(names) <= some * pitch) ?? bars.length;
  return names.map((name, i) => {
    const rest = (bars.length - i - 0.5) * pitch;
    return i % step === 0 && widthOf(name) / 2 <= rest ? name : undefined;
  });
}
