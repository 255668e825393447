import type { MsRange } from './encode-runs.ts';
import type { Stretch } from './pick-finest.ts';
import { MS_PER_DAY } from './utc-days.ts';
import type { ZoneClock } from './zone-clock.ts';

/** How a profile groups time: local hour, 0 to 23, or ISO day of week, 1 (Monday) to 7. */
export type BucketKind = 'hour-of-day' | 'day-of-week';

/** Statistics of one bucket, weighted by interval length. */
export interface BucketStatistics {
  readonly bucket: number;
  readonly meanKilowatts: number;
  /** Lower weighted median: half of the time was at or below it. */
  readonly medianKilowatts: number;
  /** Time that the statistics rest on. */
  readonly coveredSeconds: number;
}

const MS_PER_QUARTER = 900_000;
const MS_PER_HOUR = 3_600_000;

/**
 * Collects the profile of one series in a range. Every interval counts as the quarter hours it is
 * made of, each in its own bucket of local time: so values weigh as long as their intervals, an
 * hour that spans two local ones (offsets of 30 or 45 minutes) is split between them, and the hour
 * that a clock change skips or repeats counts never or twice. Intervals belong to the
 * range by their start, as in a read. Memory is bounded by the quarter hours of the range.
 */
export class ProfileCollector {
  readonly #range: MsRange;
  readonly #bucketOf: (localTime: number) => number;
  readonly #clock: ZoneClock;
  readonly #quarters = new Map<number, number[]>();

  constructor(range: MsRange, kind: BucketKind, clock: ZoneClock) {
    this.#range = range;
    this.#bucketOf = kind === 'hour-of-day' ? hourOfDay : isoDayOfWeek;
    this.#clock = clock;
  }

  add(stretch: Stretch): void {
    const step = stretch.stepMinutes * 60_000;
    for (const [slot, kilowatts] of stretch.kilowatts.entries()) {
      const start = stretch.start + slot * step;
      if (kilowatts === null || start < this.#range.from || start >= this.#range.to) continue;
      for (let quarter = start; quarter < start + step; quarter += MS_PER_QUARTER) {
        const bucket = this.#bucketOf(quarter + this.#clock(quarter));
        const values = this.#quarters.get(bucket);
        if (values) values.push(kilowatts);
        else this.#quarters.set(bucket, [kilowatts]);
      }
    }
  }

  /** Every bucket that has a value, in order. */
  finish(): BucketStatistics[] {
    return [...this.#quarters].sort(([a], [b]) => a - b).map(([bucket, values]) => summarise(bucket, values));
  }
}

function summarise(bucket: number, quarters: readonly number[]): BucketStatistics {
  const sorted = Int32Array.from(quarters).sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  return {
    bucket,
    meanKilowatts: total / sorted.length,
    medianKilowatts: sorted[(sorted.length - 1) >> 1] ?? Number.NaN,
    coveredSeconds: sorted.length * 900,
  };
}

function hourOfDay(localTime: number): number {
  return Math.floor(modulo(localTime, MS_PER_DAY) / MS_PER_HOUR);
}

// The epoch, day 0, was a Thursday.
function isoDayOfWeek(localTime: number): number {
  return modulo(Math.floor(localTime / MS_PER_DAY) + 3, 7) + 1;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
