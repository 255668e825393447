import type { CountryValue } from './country-value.ts';
import type { Snapshot } from './map-client.ts';
import { type Part, summedValues } from './summed-values.ts';

/** What counts as renewable, as published by ENTSO-E. Waste does not: half of it and more is of fossil origin. */
const RENEWABLE: ReadonlySet<string> = new Set([
  'Biomass',
  'Geothermal',
  'Hydro Run-of-river and poundage',
  'Hydro Water Reservoir',
  'Marine',
  'Other renewable',
  'Solar',
  'Wind Offshore',
  'Wind Onshore',
]);

/** It gives back what was generated before, and was counted then. */
const STORAGE = 'Hydro Pumped Storage';

interface TypePart extends Part {
  readonly type: string;
}

/** The renewable share of what every country generates in an hour, from a snapshot of the generation at its end. */
export function renewableShares(step: number, { values }: Snapshot): CountryValue[] {
  const parts = values.flatMap(({ key, ...interval }): TypePart[] => {
    const { area, measure, productionType: type } = key;
    return measure === 'output' && type !== undefined && type !== STORAGE
      ? [{ area, type, ...interval }]
      : [];
  });
  return summedValues(step, parts, (known) => {
    const total = sum(known);
    return total > 0 ? sum(known.filter(({ type }) => RENEWABLE.has(type))) / total : undefined;
  });
}

/** A plant that takes power from the grid generates nothing, not less than nothing. */
function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { megawatts }) => total + Math.max(0, megawatts), 0);
}
