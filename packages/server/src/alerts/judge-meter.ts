import { randomUUID } from 'node:crypto';
import type { MeterClock } from '../meters/meter-clock.ts';
import { type AlertChange, type AlertRow, beginning, changeOf } from './alert-row.ts';
import { type EpisodeHours, GRACE_MS, judgeHours, type MeterHour, nextSettling } from './hourly-limit.ts';
import { judgeSilence, nextLook } from './silence.ts';

/** A meter as its alerts need it. */
export interface WatchedMeter {
  readonly siteId: string;
  readonly meterId: string;
  readonly ownerId: string | null;
  /** Epoch milliseconds; minus infinity where nobody had it before. */
  readonly ownedSince: number;
  readonly clock: MeterClock;
  /** Null where there is no limit. */
  readonly hourlyLimit: bigint | null;
  readonly warningPercent: number;
  readonly intervalMs: number;
  /** Epoch milliseconds; undefined where it never reported. */
  readonly lastReadingAt: number | undefined;
  /** Its episodes that go on, at most one for each rule. */
  readonly open: readonly AlertRow[];
  /** Watt-hours by the start of the hour, epoch milliseconds; from where {@link hoursFrom} says on. */
  readonly totals: ReadonlyMap<number, bigint>;
  /** The most of any hour of the open episode of its limit, where what is stored of it may not hold any more. */
  readonly peakWattHours?: bigint | undefined;
}

/** What is to be stored of a meter. */
export interface Judgement {
  readonly changes: readonly AlertChange[];
  /** When to look whether the meter is silent, epoch milliseconds or infinity; undefined where it never reported. */
  readonly lookAt: number | undefined;
}

/**
 * From which hour on the totals of a meter are needed, epoch milliseconds: not those of its open episode before the newest, which
 * have settled and may be a year's.
 */
export function hoursFrom({ clock, open }: Pick<WatchedMeter, 'clock' | 'open'>, now: number): number {
  const episode = openEpisode(open);
  return clock.hourOf(Math.min(now - GRACE_MS, episode?.hour.getTime() ?? now));
}

/** The episode of a meter's limit that goes on. */
export function openEpisode(open: readonly AlertRow[]): AlertRow | undefined {
  return open.find(({ rule }) => rule === 'hourly-limit');
}

/**
 * Whether the most of any hour of an open episode may be less than is stored, or another hour's than the newest ones': one
 * of its former hours has changed, or its newest has less than before.
 *
 * @param changed starts of hours of the meter that have changed, epoch milliseconds
 */
export function losesPeak(
  episode: AlertRow,
  { totals, changed }: { totals: ReadonlyMap<number, bigint>; changed: readonly number[] },
): boolean {
  const [first, newest] = [episode.firstHour.getTime(), episode.hour.getTime()];
  return (
    changed.some((hour) => hour >= first && hour < newest) || (totals.get(newest) ?? 0n) < episode.wattHours
  );
}

/** What becomes of the alerts of a meter, by both rules. */
export function judgeMeter(meter: WatchedMeter, now: number): Judgement {
  const reporting =
    meter.lastReadingAt === undefined ? undefined : { ...meter, lastReadingAt: meter.lastReadingAt };
  return {
    changes: [...judgeConsumption(meter, now), ...(reporting ? judgeReporting(meter, reporting, now) : [])],
    lookAt: reporting && nextLook(reporting, now),
  };
}

function judgeConsumption(meter: WatchedMeter, now: number): AlertChange[] {
  const stored = openEpisode(meter.open);
  const { hourlyLimit, warningPercent, ownerId } = meter;
  // Another owner's episode ends, and what goes on is a new one of the present owner.
  const isOwn = stored?.ownerId === ownerId;
  const hours = hoursOf(meter, now);
  // What a former owner consumed is no alert of the next one.
  const ownHours = hours.filter(({ start }) => start >= meter.ownedSince);
  const limit = hourlyLimit === null ? undefined : { wattHours: hourlyLimit, warningPercent };
  const known = stored && { ...stored, peakWattHours: meter.peakWattHours ?? stored.peakWattHours };
  const { open, begun } = judgeHours(isOwn && known ? openHours(known) : undefined, ownHours, limit, now);
  const changes: AlertChange[] = [];
  if (stored) {
    const after = open ?? { ...hoursIn(stored), state: 'resolved' };
    const row = withHours({ ...stored, limitWattHours: hourlyLimit ?? stored.limitWattHours }, after, {
      now,
      checkAt: nextSettling(hours, now),
    });
    const change = changeOf(stored, row);
    if (change) changes.push(change);
  }
  if (begun) {
    const blank = blankRow(meter, 'hourly-limit', { startedAt: now, hour: begun.hour });
    const row = { ...blank, limitWattHours: hourlyLimit ?? 0n };
    changes.push(beginning(withHours(row, begun, { now, checkAt: nextSettling(hours, now) })));
  }
  return changes;
}

function judgeReporting(
  meter: WatchedMeter,
  reporting: WatchedMeter & { readonly lastReadingAt: number },
  now: number,
): AlertChange[] {
  const stored = meter.open.find(({ rule }) => rule === 'no-data');
  const isOwn = stored?.ownerId === meter.ownerId;
  const step = judgeSilence(reporting, isOwn ? stored?.startedAt.getTime() : undefined, now);
  const changes: AlertChange[] = [];
  if (stored && (!isOwn || step === 'resolve')) {
    const change = changeOf(stored, { ...stored, ...resolvedAt(now) });
    if (change) changes.push(change);
  }
  if (step === 'begin') {
    const { lastReadingAt, clock } = reporting;
    const hour = clock.hourOf(lastReadingAt - 1);
    const row = blankRow(meter, 'no-data', { startedAt: lastReadingAt, hour });
    changes.push(beginning({ ...row, state: 'firing', firedAt: new Date(now) }));
  }
  return changes;
}

/** Every hour from where totals are needed on up to the present one, or the newest with readings. */
function hoursOf(meter: WatchedMeter, now: number): MeterHour[] {
  const { clock, totals } = meter;
  const last = Math.max(clock.hourOf(now), ...totals.keys());
  const hours: MeterHour[] = [];
  for (let start = hoursFrom(meter, now); start <= last; ) {
    const end = clock.endOfHour(start);
    hours.push({ start, end, wattHours: totals.get(start) ?? 0n });
    start = end;
  }
  return hours;
}

function hoursIn(row: AlertRow): EpisodeHours {
  const { state, wattHours, peakWattHours } = row;
  return { state, wattHours, peakWattHours, firstHour: row.firstHour.getTime(), hour: row.hour.getTime() };
}

function openHours(row: AlertRow) {
  const { state, ...hours } = hoursIn(row);
  if (state === 'resolved') throw new Error(`alert ${row.alertId} is resolved and does not go on`);
  return { ...hours, state };
}

const resolvedAt = (now: number) =>
  ({ state: 'resolved', resolvedAt: new Date(now), checkAt: null }) as const;

/** The row with what was found, and the times of what has happened. */
function withHours(
  row: AlertRow,
  { state, firstHour, hour, wattHours, peakWattHours }: EpisodeHours,
  { now, checkAt }: { readonly now: number; readonly checkAt: number },
): AlertRow {
  const found = { ...row, firstHour: new Date(firstHour), hour: new Date(hour), wattHours, peakWattHours };
  if (state === 'resolved') return { ...found, ...resolvedAt(now) };
  const next = { ...found, state, checkAt: new Date(checkAt) };
  if (state !== 'firing' || row.firedAt) return next;
  // Who has seen the warning has not seen this.
  return { ...next, firedAt: new Date(now), acknowledgedAt: null, acknowledgedBy: null };
}

function blankRow(
  { siteId, meterId, ownerId }: WatchedMeter,
  rule: AlertRow['rule'],
  { startedAt, hour }: { readonly startedAt: number; readonly hour: number },
): AlertRow {
  return {
    siteId,
    meterId,
    ownerId,
    rule,
    alertId: randomUUID(),
    state: 'pending',
    startedAt: new Date(startedAt),
    firedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    firstHour: new Date(hour),
    hour: new Date(hour),
    limitWattHours: 0n,
    wattHours: 0n,
    peakWattHours: 0n,
    checkAt: FAR_AWAY,
  };
}

/** Only a reading ends a silence. */
const FAR_AWAY = new Date('9999-01-01T00:00:00Z');
