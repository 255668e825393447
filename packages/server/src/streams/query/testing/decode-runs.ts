import { type Timestamp, timestampMs } from '@bufbuild/protobuf/wkt';

/** One value of a decoded run. */
export interface Point {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly stepSeconds: number;
  readonly kilowatts: number;
}

interface Run {
  readonly start?: Timestamp | undefined;
  readonly stepSeconds: number;
  readonly kilowattDeltas: readonly number[];
}

/** The values of runs, as a client reads them. */
export function decodeRuns(runs: readonly Run[]): Point[] {
  return runs.flatMap(({ start, stepSeconds, kilowattDeltas }) => {
    if (!start) throw new Error('a run without start');
    const first = timestampMs(start);
    let kilowatts = 0;
    return kilowattDeltas.map((delta, slot) => {
      kilowatts += delta;
      return { start: first + slot * stepSeconds * 1000, stepSeconds, kilowatts };
    });
  });
}
