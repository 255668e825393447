import { type Timestamp, timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { Stretch } from './pick-finest.ts';

/** A half-open range, `[from, to)`, in epoch milliseconds. */
export interface MsRange {
  readonly from: number;
  readonly to: number;
}

/** A `wattlet.v1.Run`. */
export interface EncodedRun {
  readonly start: Timestamp;
  readonly stepSeconds: number;
  readonly kilowattDeltas: number[];
  /** Of buckets: absent where every one of them would be zero. */
  readonly kilowattsBelow?: number[];
  readonly kilowattsAbove?: number[];
  readonly missingSeconds?: number[];
}

const MS_PER_MINUTE = 60_000;
const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);

/**
 * Turns values into the runs of the contract. Feed it the stretches of one series in time order, as
 * they are read; a run goes on over midnight. An interval belongs to the range if its START does:
 * `[00:30, 01:00)` holds no part of the hour that starts at 00:00. A gap, a change of
 * resolution or a missing day starts a new run, and so does a step too big for a 32-bit delta.
 */
export class RunEncoder {
  readonly #range: MsRange;
  readonly #runs: { start: number; stepSeconds: number; kilowattDeltas: number[] }[] = [];
  /** Where the open run ends, its step and its last value; a run with another start does not go on. */
  #end = Number.NaN;
  #stepMinutes = 0;
  #last = 0;

  constructor(range: MsRange) {
    this.#range = range;
  }

  add(stretch: Stretch): void {
    const step = stretch.stepMinutes * MS_PER_MINUTE;
    const first = Math.max(0, Math.ceil((this.#range.from - stretch.start) / step));
    const end = Math.min(stretch.kilowatts.length, Math.ceil((this.#range.to - stretch.start) / step));
    if (stretch.stepMinutes !== this.#stepMinutes) this.#end = Number.NaN;
    this.#stepMinutes = stretch.stepMinutes;
    let deltas = this.#runs.at(-1)?.kilowattDeltas ?? [];
    for (let slot = first; slot < end; slot++) {
      const kilowatts = stretch.kilowatts[slot] ?? null;
      if (kilowatts === null) continue;
      const start = stretch.start + slot * step;
      const delta = kilowatts - this.#last;
      if (start === this.#end && isDelta(delta)) {
        deltas.push(delta);
      } else {
        deltas = [kilowatts];
        this.#runs.push({ start, stepSeconds: stretch.stepMinutes * 60, kilowattDeltas: deltas });
      }
      this.#last = kilowatts;
      this.#end = start + step;
    }
  }

  /** The runs so far, in time order, never overlapping. */
  finish(): EncodedRun[] {
    return this.#runs.map((run) => ({ ...run, start: timestampFromMs(run.start) }));
  }
}

/** Whether the contract's deltas can carry a difference. */
export function isDelta(difference: number): boolean {
  return difference >= INT32_MIN && difference <= INT32_MAX;
}

/** The runs of the stretches of one series, in time order, clipped to the range. See {@link RunEncoder}. */
export function encodeRuns(stretches: Iterable<Stretch>, range: MsRange): EncodedRun[] {
  const encoder = new RunEncoder(range);
  for (const stretch of stretches) encoder.add(stretch);
  return encoder.finish();
}
