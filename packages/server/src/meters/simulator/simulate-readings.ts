import type { ZoneClock } from '../../streams/query/zone-clock.ts';
import { MS_PER_HOUR } from '../meter-clock.ts';
import { homeWatts, type SimulatedHome } from './load-profiles.ts';
import { localTime } from './local-time.ts';

/** A meter and the home behind it. */
export interface SimulatedMeter extends SimulatedHome {
  readonly meterId: string;
}

/** The energy of one interval of one meter. */
export interface SimulatedReading {
  readonly meterId: string;
  /** The end of the interval, epoch milliseconds. */
  readonly at: number;
  readonly wattHours: number;
}

/**
 * What meters show for the interval that ends at a time, one after the other. The same arguments give the same.
 *
 * @param at a multiple of the interval, epoch milliseconds
 */
export function* intervalReadings(
  meters: Iterable<SimulatedMeter>,
  at: number,
  { intervalMs, clock }: { readonly intervalMs: number; readonly clock: ZoneClock },
): Generator<SimulatedReading> {
  const middle = localTime(clock, at - intervalMs / 2);
  const interval = Math.floor(at / intervalMs);
  for (const meter of meters) {
    const watts = homeWatts(meter, middle, interval);
    yield { meterId: meter.meterId, at, wattHours: Math.round((watts * intervalMs) / MS_PER_HOUR) };
  }
}

/** What meters show for every interval that ends in `(from, to]`, in the order of time. */
export function* simulateReadings(
  meters: readonly SimulatedMeter[],
  options: {
    readonly from: number;
    readonly to: number;
    readonly intervalMs: number;
    readonly clock: ZoneClock;
  },
): Generator<SimulatedReading> {
  const { from, to, intervalMs } = options;
  for (let at = (Math.floor(from / intervalMs) + 1) * intervalMs; at <= to; at += intervalMs)
    yield* intervalReadings(meters, at, options);
}
