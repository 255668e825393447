import { GAP } from '../parser/month-table.ts';
import { seriesIdentityKey } from '../series-identity.ts';
import { type ChangedSpan, type ChunkChange, changedMinutes, removedMinutes } from './change-set.ts';
import { type ChunkKey, valuesDigest } from './chunk-values.ts';
import type { AreaLoss } from './import-guard.ts';
import type { IncomingMonth } from './incoming-month.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { StoredChunk, StoredValues } from './stored-month.ts';
import { emptyTally, tallyChunk, type ValueTally } from './value-tally.ts';

const MINUTES_PER_DAY = 1440;

/** A chunk as an import leaves it. */
export interface ChunkWrite extends ChunkKey {
  /** All `GAP` where the file no longer has the day. */
  readonly kilowatts: Int32Array;
  readonly digest: string;
  /** A chunk of this key is stored and is to be replaced. */
  readonly replaces: boolean;
}

/** What an import would do to a month. */
export interface MonthChanges {
  readonly writes: readonly ChunkWrite[];
  /** The exact changed spans of every changed series, in time order, as minutes since 1970-01-01T00:00Z. */
  readonly series: ReadonlyMap<number, readonly ChangedSpan[]>;
  /** How many values of each of them change, and how. */
  readonly tallies: ReadonlyMap<number, ValueTally>;
  /** Minutes of values that are stored and would be removed. */
  readonly loss: { stored: number; removed: number };
  readonly areaLosses: ReadonlyMap<string, AreaLoss>;
}

const MAX_MINUTES = 64;
const MAX_DAYS = 65_536;

/** One number for a chunk's key: day and resolution in the low bits. */
const chunkNumber = (seriesId: number, day: number, minutes: number): number =>
  (seriesId * MAX_DAYS + day) * MAX_MINUTES + minutes;

/**
 * The chunks of a month that differ from what is stored: found by digest, so that only days which really
 * change are opened.
 */
export function findWrites(
  month: IncomingMonth,
  registry: SeriesRegistry,
  stored: readonly StoredChunk[],
): ChunkWrite[] {
  const before = new Map(
    stored.map((chunk) => [chunkNumber(chunk.seriesId, chunk.day, chunk.minutes), chunk]),
  );
  const writes: ChunkWrite[] = [];
  for (const { identity, minutes, kilowatts } of month.columns) {
    const seriesId = registry.get(seriesIdentityKey(identity))?.id;
    if (seriesId === undefined) throw new Error(`series ${seriesIdentityKey(identity)} was not registered`);
    const perDay = MINUTES_PER_DAY / minutes;
    for (let day = month.days.from; day < month.days.to; day++) {
      const at = (day - month.days.from) * perDay;
      const values = kilowatts.subarray(at, at + perDay);
      if (values.every((value) => value === GAP)) continue;
      const number = chunkNumber(seriesId, day, minutes);
      const chunk = before.get(number);
      before.delete(number);
      const digest = valuesDigest(values);
      if (chunk?.digest !== digest) {
        writes.push({ seriesId, day, minutes, kilowatts: values, digest, replaces: chunk !== undefined });
      }
    }
  }
  for (const { seriesId, day, minutes, present } of before.values()) {
    if (present === 0) continue;
    const kilowatts = new Int32Array(MINUTES_PER_DAY / minutes).fill(GAP);
    writes.push({ seriesId, day, minutes, kilowatts, digest: valuesDigest(kilowatts), replaces: true });
  }
  return writes;
}

/** The days that are to be opened to know what exactly the writes change. */
export function daysToOpen(writes: readonly ChunkWrite[]): { seriesId: number; day: number }[] {
  const days = new Map<number, { seriesId: number; day: number }>();
  for (const { seriesId, day, replaces } of writes) {
    if (replaces) days.set(chunkNumber(seriesId, day, 0), { seriesId, day });
  }
  return [...days.values()];
}

/**
 * The writes of a file with bad rows: what it does not say may have stood in one of them, so nothing is
 * taken away.
 */
export function keepUnsaid(writes: readonly ChunkWrite[], opened: readonly StoredValues[]): ChunkWrite[] {
  const before = new Map(
    opened.map((chunk) => [chunkNumber(chunk.seriesId, chunk.day, chunk.minutes), chunk.kilowatts]),
  );
  return writes.flatMap((write) => {
    const known = before.get(chunkNumber(write.seriesId, write.day, write.minutes));
    if (!known) return write;
    const kilowatts = write.kilowatts.map((value, at) => (value === GAP ? (known[at] ?? GAP) : value));
    if (kilowatts.every((value, at) => value === known[at])) return [];
    return { ...write, kilowatts, digest: valuesDigest(kilowatts) };
  });
}

/** What the writes change, to the minute, and what they would remove. */
export function measureChanges(
  writes: readonly ChunkWrite[],
  opened: readonly StoredValues[],
  stored: readonly StoredChunk[],
  registry: SeriesRegistry,
): MonthChanges {
  const series = new Map<number, ChangedSpan[]>();
  const tallies = new Map<number, ValueTally>();
  const before = new Map(
    opened.map((chunk) => [chunkNumber(chunk.seriesId, chunk.day, chunk.minutes), chunk]),
  );
  // Only an opened day can lose something.
  const days = new Map(
    opened.map(({ seriesId, day }) => [chunkNumber(seriesId, day, 0), [] as ChunkChange[]]),
  );
  const losses = new Losses(registry);
  for (const { seriesId, minutes, present } of stored) losses.add(seriesId, { stored: present * minutes });
  for (const { seriesId, day, minutes, kilowatts: after } of writes) {
    const number = chunkNumber(seriesId, day, minutes);
    const change = { minutes, before: before.get(number)?.kilowatts, after };
    before.delete(number);
    const span = changedMinutes(change);
    if (span) {
      const from = day * MINUTES_PER_DAY;
      const tally = tallies.get(seriesId) ?? emptyTally();
      tallies.set(seriesId, tally);
      tallyChunk(tally, change, from);
      const spans = series.get(seriesId) ?? [];
      series.set(seriesId, spans);
      spans.push({ ...span, from: from + span.from, to: from + span.to });
    }
    days.get(chunkNumber(seriesId, day, 0))?.push(change);
  }
  // Resolutions of an opened day that stay as they are: they may cover what another one loses.
  for (const { seriesId, day, minutes, kilowatts } of before.values()) {
    days.get(chunkNumber(seriesId, day, 0))?.push({ minutes, before: kilowatts, after: kilowatts });
  }
  for (const [number, day] of days) {
    const seriesId = Math.floor(number / MAX_MINUTES / MAX_DAYS);
    const removed = removedMinutes(day);
    losses.add(seriesId, { removed });
    const tally = tallies.get(seriesId);
    if (tally) tally.removedMinutes += removed;
  }
  return {
    writes,
    series: new Map([...series].map(([id, spans]) => [id, joinSpans(spans)])),
    tallies,
    loss: losses.month,
    areaLosses: losses.areas,
  };
}

/** Puts spans in time order and joins those that touch: a change that goes on over midnight is one. */
function joinSpans(spans: readonly ChangedSpan[]): ChangedSpan[] {
  const joined: ChangedSpan[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (!last || last.to < span.from) joined.push(span);
    else {
      const loses = last.loses || span.loses;
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to), loses };
    }
  }
  return joined;
}

/** Adds up what is stored and removed, for the month and for each area; a flow counts for both its areas. */
class Losses {
  readonly month = { stored: 0, removed: 0 };
  readonly areas = new Map<string, AreaLoss>();
  readonly #names = new Map<number, string[]>();

  constructor(registry: SeriesRegistry) {
    for (const { id, identity } of registry.values()) {
      const sides = identity.toArea ? [identity.area, identity.toArea] : [identity.area];
      this.#names.set(
        id,
        sides.map((side) => `${side.name} (${side.eic}, ${side.areaType})`),
      );
    }
  }

  add(seriesId: number, minutes: { stored?: number; removed?: number }): void {
    const { stored = 0, removed = 0 } = minutes;
    this.month.stored += stored;
    this.month.removed += removed;
    for (const area of this.#names.get(seriesId) ?? []) {
      const loss = this.areas.get(area) ?? { area, stored: 0, removed: 0 };
      loss.stored += stored;
      loss.removed += removed;
      this.areas.set(area, loss);
    }
  }
}
