import type { CountryValue } from './country-value.ts';
import type { Snapshot } from './map-client.ts';
import { type Part, summedValues } from './summed-values.ts';

/**
 * What every country imports more than it exports in an hour, in megawatts, negative where it exports more: over
 * the borders that are published, from a snapshot of the flows at the end of the hour.
 */
export function netImports(step: number, { borders }: Snapshot): CountryValue[] {
  const parts = borders.flatMap(({ first, second, netMegawatts, start, stepMs }): Part[] => [
    { area: first, start, stepMs, megawatts: -netMegawatts },
    { area: second, start, stepMs, megawatts: netMegawatts },
  ]);
  return summedValues(step, parts, (known) => known.reduce((sum, { megawatts }) => sum + megawatts, 0));
}
