import { GAP } from '../parser/month-table.ts';
import type { ChunkWrite } from './month-changes.ts';

/** A series at one of its resolutions. */
export interface ExtremeKey {
  readonly seriesId: number;
  readonly minutes: number;
}

/** A value that is beyond all others of its series and resolution, and its UTC day, as days since 1970-01-01. */
export interface ExtremeValue {
  readonly kilowatts: number;
  readonly day: number;
}

/** What is known of all values of a series at a resolution. */
export interface Extremes extends ExtremeKey {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly high: ExtremeValue;
  /** Undefined where lows are not kept. */
  readonly low: ExtremeValue | undefined;
}

export type RecordKind = 'highest' | 'lowest';

/** A value beyond all that was known. */
export interface NewRecord extends ExtremeKey, ExtremeValue {
  readonly kind: RecordKind;
  /** Start of its interval, minutes since 1970-01-01T00:00Z. */
  readonly start: number;
  readonly former: ExtremeValue;
  /** The first day that was compared with. */
  readonly since: number;
}

/** What an import makes of the extremes of one series at one resolution. */
export interface ExtremesChange {
  /** As they are now; undefined where they must be read from what is stored, as the value that was one is gone. */
  readonly after: Extremes | undefined;
  readonly records: readonly NewRecord[];
}

/** A record is told once there are so many days to compare with. */
export const DAYS_COMPARED = 7;
/** Only days so close to the newest are told of: what is filled in years later is no news. */
const NEWEST_DAYS = 2;

/** Whether the first value is further out than the second. */
const SIDES: Readonly<Record<RecordKind, (one: number, other: number) => boolean>> = {
  highest: (one, other) => one > other,
  lowest: (one, other) => one < other,
};

/**
 * Compares what an import writes of one series at one resolution, at least one day of which has a value, with what was
 * known before. @param before undefined for the first values of a series, which are compared with nothing.
 */
export function changeExtremes(
  before: Extremes | undefined,
  writes: readonly ChunkWrite[],
  keepsLows: boolean,
): ExtremesChange {
  const days = writes.flatMap((write) => summaryOf(write) ?? []);
  const [first] = days;
  if (!first) return { after: before && isSpoilt(before, writes) ? undefined : before, records: [] };
  const furthest = (kind: RecordKind) =>
    days.reduce((best, day) => (SIDES[kind](day[kind].kilowatts, best[kind].kilowatts) ? day : best));
  const span = {
    firstDay: Math.min(before?.firstDay ?? first.day, ...days.map(({ day }) => day)),
    lastDay: Math.max(before?.lastDay ?? first.day, ...days.map(({ day }) => day)),
  };
  const key = { seriesId: first.seriesId, minutes: first.minutes };
  if (!before) {
    const high = extremeOf(furthest('highest'), 'highest');
    const low = keepsLows ? extremeOf(furthest('lowest'), 'lowest') : undefined;
    return { after: { ...key, ...span, high, low }, records: [] };
  }
  if (isSpoilt(before, writes)) return { after: undefined, records: [] };
  const records: NewRecord[] = [];
  const move = (kind: RecordKind, known: ExtremeValue): ExtremeValue => {
    const best = furthest(kind);
    if (!SIDES[kind](best[kind].kilowatts, known.kilowatts)) return known;
    const isTold = best.day - before.firstDay >= DAYS_COMPARED && best.day >= before.lastDay - NEWEST_DAYS;
    if (isTold) {
      const { kilowatts, start } = best[kind];
      records.push({ ...key, kind, kilowatts, day: best.day, start, former: known, since: before.firstDay });
    }
    return extremeOf(best, kind);
  };
  const high = move('highest', before.high);
  const low = before.low && move('lowest', before.low);
  return { after: { ...key, ...span, high, low }, records };
}

interface DaySummary extends ExtremeKey {
  readonly day: number;
  readonly highest: { readonly kilowatts: number; readonly start: number };
  readonly lowest: { readonly kilowatts: number; readonly start: number };
}

const extremeOf = (day: DaySummary, kind: RecordKind): ExtremeValue => ({
  kilowatts: day[kind].kilowatts,
  day: day.day,
});

/** Undefined for a day without values. */
function summaryOf({ seriesId, day, minutes, kilowatts }: ChunkWrite): DaySummary | undefined {
  let high = -1;
  let low = -1;
  kilowatts.forEach((value, at) => {
    if (value === GAP) return;
    if (high < 0 || value > (kilowatts[high] ?? GAP)) high = at;
    if (low < 0 || value < (kilowatts[low] ?? GAP)) low = at;
  });
  const at = (index: number) => ({
    kilowatts: kilowatts[index] ?? GAP,
    start: day * 1440 + index * minutes,
  });
  return high < 0 ? undefined : { seriesId, day, minutes, highest: at(high), lowest: at(low) };
}

/** Whether the day of an extreme is written anew and does not reach it any more: what is next is not known. */
function isSpoilt({ high, low }: Extremes, writes: readonly ChunkWrite[]): boolean {
  return writes.some((write) => {
    if (write.day !== high.day && write.day !== low?.day) return false;
    const summary = summaryOf(write);
    if (!summary) return true;
    const { highest, lowest } = summary;
    return (
      (write.day === high.day && highest.kilowatts < high.kilowatts) ||
      (low !== undefined && write.day === low.day && lowest.kilowatts > low.kilowatts)
    );
  });
}
