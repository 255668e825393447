import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { decodeRuns } from './decode-runs.ts';

/** One decoded bucket, kilowatts. */
export interface Bucket {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly stepSeconds: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly knownSeconds: number;
}

interface BucketRun {
  readonly start?: Timestamp | undefined;
  readonly stepSeconds: number;
  readonly kilowattDeltas: readonly number[];
  readonly kilowattsBelow?: readonly number[];
  readonly kilowattsAbove?: readonly number[];
  readonly missingSeconds?: readonly number[];
}

/** The buckets of runs, as a client reads them. */
export function decodeBuckets(runs: readonly BucketRun[]): Bucket[] {
  return runs.flatMap((run) =>
    decodeRuns([run]).map(({ start, stepSeconds, kilowatts: mean }, i) => ({
      start,
      stepSeconds,
      mean,
      low: mean - (run.kilowattsBelow?.[i] ?? 0),
      high: mean + (run.kilowattsAbove?.[i] ?? 0),
      knownSeconds: stepSeconds - (run.missingSeconds?.[i] ?? 0),
    })),
  );
}
