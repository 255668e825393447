import type { ChartArea } from '../energy-chart/chart-client.ts';
import type { CountryValue } from './country-value.ts';
import { spanOf } from './map-client.ts';
import { isWithinStep } from './time-steps.ts';

/** One part of a country's figure: a production type, or a border. */
export interface Part {
  readonly area: ChartArea;
  readonly start: number;
  readonly stepMs: number;
  readonly megawatts: number;
}

/** How much of a figure may be missing. */
const MISSING_SHARE = 0.05;

/**
 * The figure of every country from its parts in an hour. It is told only where the parts that are missing made
 * up no more than a twentieth of the whole when they were last known.
 *
 * @param figure what the parts of the hour come to; undefined where they come to nothing
 */
export function summedValues<P extends Part>(
  step: number,
  parts: readonly P[],
  figure: (known: readonly P[]) => number | undefined,
): CountryValue[] {
  return [...Map.groupBy(parts, ({ area }) => area.eic).values()].flatMap((own) => {
    const newest = own.reduce((best, part) => (endOf(part) > endOf(best) ? part : best));
    const known = own.filter((part) => isWithinStep(step, part));
    const isComplete = known.length > 0 && size(known) >= (1 - MISSING_SHARE) * size(own);
    return {
      area: newest.area,
      value: isComplete ? figure(known) : undefined,
      span: spanOf(newest),
      isIncomplete: known.length > 0 && !isComplete,
    };
  });
}

function endOf({ start, stepMs }: Part): number {
  return start + stepMs;
}

function size(parts: readonly Part[]): number {
  return parts.reduce((sum, { megawatts }) => sum + Math.abs(megawatts), 0);
}
