import type { CountryValue } from './country-value.ts';
import { type Snapshot, spanOf } from './map-client.ts';
import { isWithinStep } from './time-steps.ts';

/** The load of every country in an hour, from a snapshot of the load at its end. */
export function loadValues(step: number, { values }: Snapshot): CountryValue[] {
  return values.map((value) => ({
    area: value.key.area,
    value: isWithinStep(step, value) ? value.megawatts : undefined,
    span: spanOf(value),
    isIncomplete: false,
  }));
}
