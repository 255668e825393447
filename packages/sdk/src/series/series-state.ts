import type { SeriesPatch as WirePatch } from '../gen/wattlet/v1/live_pb.js';
import { present } from '../transport/from-wire.ts';
import type { Cursor } from './cursor.ts';
import { toSegment, toSeriesKey, toTimeRange } from './from-wire.ts';
import { clipSegments, type TimeRange } from './segment.ts';
import { type SeriesKey, seriesKeyId } from './series-key.ts';
import { SeriesValues } from './series-values.ts';
import type { SeriesPatch } from './watch-event.ts';

/** A set of series that patches are applied to. Applying all that followed a read equals a fresh read. */
export class SeriesState {
  readonly #range: TimeRange;
  readonly #series: Map<string, SeriesValues>;
  #cursor: Cursor;

  /** @param range what is watched; what a patch says beyond it is left out */
  constructor(range: TimeRange, series: readonly SeriesValues[], cursor: Cursor) {
    this.#range = range;
    this.#series = new Map(series.map((values) => [seriesKeyId(values.key), values]));
    this.#cursor = cursor;
  }

  get series(): readonly SeriesValues[] {
    return [...this.#series.values()];
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /**
   * Applies the patches of a later cursor, all or none.
   *
   * @throws WattletError or RangeError when one of them is not what the contract promises.
   */
  apply(patches: readonly WirePatch['patches'][number][], cursor: Cursor): SeriesPatch[] {
    const changed = new Map<string, SeriesValues>();
    const applied: SeriesPatch[] = [];
    for (const { key: wireKey, range: wireRange, runs } of patches) {
      const key = toSeriesKey(present(wireKey, 'patch.key'));
      const range = overlap(toTimeRange(wireRange), this.#range);
      if (range.from >= range.to) continue;
      const segments = clipSegments(runs.map(toSegment), range);
      const id = seriesKeyId(key);
      const before = changed.get(id) ?? this.#series.get(id) ?? empty(key);
      changed.set(id, before.patched(range, segments));
      applied.push({ key, range, segments });
    }
    for (const [id, values] of changed) this.#series.set(id, values);
    this.#cursor = cursor;
    return applied;
  }
}

function overlap(a: TimeRange, b: TimeRange): TimeRange {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

function empty(key: SeriesKey): SeriesValues {
  return new SeriesValues(key, []);
}
