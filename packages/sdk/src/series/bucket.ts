import { WattletError } from '../errors/wattlet-error.ts';
import { lookUp } from './look-up.ts';
import type { TimeRange } from './segment.ts';

/** Length of a bucket: hours and days of UTC, weeks from Monday. */
export type Bucket = '1h' | '3h' | '6h' | '1d' | '7d';

const SECONDS: Readonly<Record<Bucket, number>> = {
  '1h': 3_600,
  '3h': 10_800,
  '6h': 21_600,
  '1d': 86_400,
  '7d': 604_800,
};

/** The shortest interval that is published, in seconds. */
const SHORTEST_SECONDS = 900;

/** How to shorten a long range. Without either, every value comes as it was published. */
export interface Bucketing {
  /**
   * The mean of each bucket over the time that is known of it, with its lowest and highest value, so that no peak is
   * lost. A bucket belongs to the range if it starts in it, and is there as a whole.
   */
  readonly bucket?: Bucket;
  /**
   * The shortest buckets that are at most so many in the range, if the published values might be more; weeks if even
   * they are. Left aside where `bucket` is given.
   */
  readonly maxPoints?: number;
}

/**
 * Length of the buckets that are asked for, in seconds, as the contract has it; 0 for values as published.
 *
 * @throws WattletError `invalid_argument`
 */
export function toBucketSeconds({ bucket, maxPoints }: Bucketing, { from, to }: TimeRange): number {
  if (bucket !== undefined) return lookUp(SECONDS, bucket, 'bucket');
  if (maxPoints === undefined) return 0;
  if (!(maxPoints >= 1)) {
    const message = 'must be a number of at least 1';
    throw new WattletError('invalid_argument', `maxPoints ${message}, not ${maxPoints}`, {
      violations: [{ field: 'maxPoints', message }],
    });
  }
  const seconds = (to - from) / 1000;
  if (seconds / SHORTEST_SECONDS <= maxPoints) return 0;
  const lengths = Object.values(SECONDS);
  return lengths.find((length) => seconds / length <= maxPoints) ?? SECONDS['7d'];
}
