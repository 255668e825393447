import { create } from '@bufbuild/protobuf';
import { type RangePatch, RangePatchSchema } from '../gen/wattlet/v1/live_pb.js';
import type { EncodedRun } from '../streams/query/encode-runs.ts';
import { readRuns } from '../streams/query/read-runs.ts';
import type { StreamSql } from '../streams/query/series-store.ts';
import { daysOf } from '../streams/query/utc-days.ts';
import { rangeMessage, seriesKeyMessage } from '../streams/series-messages.ts';
import type { SeriesChange } from './live-store.ts';

/** A patch that any number of watchers share, and about how many bytes it takes on the wire. */
export interface SizedPatch {
  readonly patch: RangePatch;
  readonly bytes: number;
}

/** Beyond this the patches read so far are forgotten: watchers further on read theirs again. */
const MAX_CACHE_BYTES = 32 * 1024 * 1024;

/** Reads and encodes the values of changes, each distinct (series, range, bucket) once however many ask for it. */
export class PatchReader {
  readonly #sql: StreamSql;
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, SizedPatch>();
  #bytes = 0;

  /** `sql`: a transaction that keeps its snapshot. */
  constructor(sql: StreamSql, signal: AbortSignal) {
    this.#sql = sql;
    this.#signal = signal;
  }

  /** The patches of the changes, in the same order. */
  async read(changes: readonly SeriesChange[]): Promise<SizedPatch[]> {
    if (this.#bytes > MAX_CACHE_BYTES) {
      this.#known.clear();
      this.#bytes = 0;
    }
    const missing = changes.filter((change) => !this.#known.has(keyOf(change)));
    const byRange = Map.groupBy(missing, rangeKeyOf);
    for (const sameRange of byRange.values()) await this.#readRange(sameRange);
    return changes.flatMap((change) => this.#known.get(keyOf(change)) ?? []);
  }

  async #readRange(changes: readonly SeriesChange[]): Promise<void> {
    const [first] = changes;
    if (!first) return;
    const { range, bucketSeconds = 0 } = first;
    const filter = { seriesIds: changes.map(({ series }) => series.id), ...daysOf(range) };
    const runs = await readRuns(this.#sql, filter, { range, bucketSeconds, signal: this.#signal });
    for (const change of changes) {
      const sized = toPatch(change, runs.get(change.series.id)?.runs ?? []);
      this.#bytes += sized.bytes;
      this.#known.set(keyOf(change), sized);
    }
  }
}

function keyOf(change: SeriesChange): string {
  return `${change.series.id} ${rangeKeyOf(change)}`;
}

function rangeKeyOf({ range, bucketSeconds = 0 }: SeriesChange): string {
  return `${range.from} ${range.to} ${bucketSeconds}`;
}

const BYTES_PER_PATCH = 160;
const BYTES_PER_RUN = 16;
const BYTES_PER_VALUE = 3;

function toPatch(change: SeriesChange, runs: EncodedRun[]): SizedPatch {
  const values = runs.reduce((sum, run) => sum + valuesIn(run), 0);
  return {
    patch: create(RangePatchSchema, {
      key: seriesKeyMessage(change.series),
      range: rangeMessage(change.range),
      runs,
    }),
    bytes: BYTES_PER_PATCH + runs.length * BYTES_PER_RUN + values * BYTES_PER_VALUE,
  };
}

function valuesIn({ kilowattDeltas, kilowattsBelow, kilowattsAbove, missingSeconds }: EncodedRun): number {
  const lists = [kilowattDeltas, kilowattsBelow, kilowattsAbove, missingSeconds];
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
}
