import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { bucketStart, bucketsStartingIn } from './bucket-length.ts';
import { type EncodedRun, isDelta, type MsRange } from './encode-runs.ts';
import type { Stretch } from './pick-finest.ts';

/** What is known of a stretch of time, exactly: sums of these are these of the whole. */
export interface Summary {
  readonly low: number;
  readonly high: number;
  /** Sum of the values, each times the minutes of its interval. */
  readonly kilowattMinutes: number;
  /** Time that has a value. */
  readonly knownMinutes: number;
}

/**
 * Sums up values in buckets and turns these into the runs of the contract. Feed it the values of one series in
 * time order. A bucket belongs to the range if its start does, and must then be fed as a whole: up to the end of
 * {@link bucketsStartingIn}. One that nothing is known of ends the run.
 */
export class BucketEncoder {
  readonly #range: MsRange;
  readonly #bucketSeconds: number;
  readonly #runs: OpenRun[] = [];
  #start = Number.NaN;
  #open: Summary | undefined;

  /** @param bucketSeconds one of `BUCKET_SECONDS` */
  constructor(range: MsRange, bucketSeconds: number) {
    this.#range = bucketsStartingIn(range, bucketSeconds);
    this.#bucketSeconds = bucketSeconds;
  }

  /** Adds values whose intervals are no longer than a bucket, and lie within one. */
  add({ start, stepMinutes, kilowatts }: Stretch): void {
    for (const [slot, value] of kilowatts.entries()) {
      if (value === null) continue;
      this.addSummary(start + slot * stepMinutes * 60_000, {
        low: value,
        high: value,
        kilowattMinutes: value * stepMinutes,
        knownMinutes: stepMinutes,
      });
    }
  }

  /** Adds what is known of a stretch of time that lies within one bucket and starts at `time`, epoch milliseconds. */
  addSummary(time: number, summary: Summary): void {
    if (time < this.#range.from || time >= this.#range.to || summary.knownMinutes === 0) return;
    const start = bucketStart(time, this.#bucketSeconds);
    if (start === this.#start) {
      this.#open = merged(this.#open, summary);
    } else {
      this.#close();
      this.#start = start;
      this.#open = summary;
    }
  }

  /** The runs so far, in time order, never overlapping. */
  finish(): EncodedRun[] {
    this.#close();
    this.#start = Number.NaN;
    return this.#runs.map((run) => run.encoded());
  }

  #close(): void {
    if (!this.#open) return;
    const last = this.#runs.at(-1);
    if (!last?.append(this.#start, this.#open)) {
      const run = new OpenRun(this.#start, this.#bucketSeconds);
      run.append(this.#start, this.#open);
      this.#runs.push(run);
    }
    this.#open = undefined;
  }
}

function merged(a: Summary | undefined, b: Summary): Summary {
  if (!a) return b;
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    kilowattMinutes: a.kilowattMinutes + b.kilowattMinutes,
    knownMinutes: a.knownMinutes + b.knownMinutes,
  };
}

class OpenRun {
  readonly #start: number;
  readonly #stepSeconds: number;
  readonly #deltas: number[] = [];
  readonly #below: number[] = [];
  readonly #above: number[] = [];
  readonly #missing: number[] = [];
  #last = 0;

  constructor(start: number, stepSeconds: number) {
    this.#start = start;
    this.#stepSeconds = stepSeconds;
  }

  /** False if the bucket cannot go on this run: it does not follow its end, or the step to it is too large. */
  append(start: number, { low, high, kilowattMinutes, knownMinutes }: Summary): boolean {
    if (start !== this.#start + this.#deltas.length * this.#stepSeconds * 1000) return false;
    // No −0: it is not what a client reads.
    const mean = Math.round(kilowattMinutes / knownMinutes) + 0;
    if (!isDelta(mean - this.#last)) return false;
    this.#deltas.push(mean - this.#last);
    this.#below.push(mean - low);
    this.#above.push(high - mean);
    this.#missing.push(this.#stepSeconds - knownMinutes * 60);
    this.#last = mean;
    return true;
  }

  encoded(): EncodedRun {
    const told = (values: number[]) => (values.some((value) => value !== 0) ? values : undefined);
    const below = told(this.#below);
    const above = told(this.#above);
    const missing = told(this.#missing);
    return {
      start: timestampFromMs(this.#start),
      stepSeconds: this.#stepSeconds,
      kilowattDeltas: this.#deltas,
      ...(below && { kilowattsBelow: below }),
      ...(above && { kilowattsAbove: above }),
      ...(missing && { missingSeconds: missing }),
    };
  }
}
