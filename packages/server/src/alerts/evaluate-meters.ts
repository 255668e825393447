import { MeterClocks } from '../meters/meter-clock.ts';
import type { EventBus } from '../platform/bus/event-bus.ts';
import { executeIn } from '../platform/bus/execute-in.ts';
import type { Log } from '../platform/log.ts';
import type { Sql, Transaction } from '../platform/postgres/database.ts';
import type { AlertChange } from './alert-row.ts';
import {
  keepMeters,
  lockSites,
  type MeterName,
  readMeters,
  readOpenAlerts,
  readPeaks,
  readTotals,
  writeAlerts,
  writeHeads,
} from './alert-store.ts';
import { readAmended } from './amend-alerts.ts';
import { ALERT_TOPICS, ALERTS_KEY, type AlertsChanged } from './events.ts';
import type { Candidates, HourName } from './find-candidates.ts';
import { hoursFrom, judgeMeter, losesPeak, openEpisode, type WatchedMeter } from './judge-meter.ts';
import { postponeMeters, writeLooks } from './meter-watch.ts';
import { orderDeliveries } from './webhooks/order-deliveries.ts';

/** What evaluation works with. */
export interface EvaluationParts {
  readonly sql: Sql;
  readonly bus: Pick<EventBus, 'publish'>;
  readonly log: Pick<Log, 'error'>;
}

/** When a meter whose time zone is not known is looked at again, in milliseconds: another machine may know it. */
const FOREIGN_MS = 10 * 60_000;

/**
 * Brings the alerts of some meters, and the figures of some that are over, up to what is stored of the consumption, in
 * one transaction: episodes, their numbers, what webhooks are to say, and the event. Evaluations of one site come one after the other, and one that
 * finds nothing new changes nothing: so it may be done again, and by many processes. A meter whose time zone
 * this machine does not know is logged and left as it is; it holds up no other.
 */
export async function evaluateMeters(
  { sql, bus, log }: EvaluationParts,
  { meters, amended }: Candidates,
  now: Date,
): Promise<void> {
  const siteIds = [...meters, ...amended].map(({ siteId }) => siteId);
  if (siteIds.length === 0) return;
  await sql.begin(async (tx) => {
    await keepMeters(tx, [...meters, ...amended]);
    const heads = await lockSites(tx, siteIds);
    const corrections = await readAmended(tx, amended);
    const { watched, foreign } = await readWatched(tx, { meters, amended }, now.getTime());
    for (const { meterId, timeZone } of foreign)
      log.error({ meterId, timeZone }, 'no alerts of this meter: this machine does not know its time zone');
    const judged = watched.map((meter) => ({ meter, ...judgeMeter(meter, now.getTime()) }));
    const looks = judged.flatMap(({ meter, lookAt }) => (lookAt === undefined ? [] : [{ ...meter, lookAt }]));
    await writeLooks(tx, looks);
    await postponeMeters(tx, foreign, new Date(now.getTime() + FOREIGN_MS));
    const changes = judged.flatMap((judgement) => judgement.changes);
    await storeChanges(tx, { bus, heads, now }, [...corrections, ...changes]);
  });
}

/** What changes of alerts are stored with. */
export interface StoreParts {
  readonly bus: Pick<EventBus, 'publish'>;
  /** From `lockSites`. */
  readonly heads: ReadonlyMap<string, bigint>;
  readonly now: Date;
}

/** Stores changes under the next numbers of their sites, and announces them. */
export async function storeChanges(
  tx: Transaction,
  { bus, heads, now }: StoreParts,
  changes: readonly AlertChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const moved = new Map<string, bigint>();
  const numbered = changes.map((change) => {
    if (!change.isNews) return { ...change, sequence: undefined };
    const { siteId } = change.row;
    const sequence = (moved.get(siteId) ?? heads.get(siteId) ?? 0n) + 1n;
    moved.set(siteId, sequence);
    return { ...change, sequence };
  });
  await writeAlerts(tx, numbered);
  if (moved.size === 0) return;
  await writeHeads(tx, moved);
  await orderDeliveries(tx, changes, now);
  const payload: AlertsChanged = { siteIds: [...moved.keys()] };
  await bus.publish(executeIn(tx), { topic: ALERT_TOPICS.alertsChanged, key: ALERTS_KEY, payload });
}

/** Meters as they are watched, and those whose time zone this machine does not know. */
async function readWatched(
  tx: Transaction,
  { meters, amended }: Candidates,
  now: number,
): Promise<{ watched: WatchedMeter[]; foreign: (MeterName & { readonly timeZone: string })[] }> {
  const rows = await readMeters(tx, meters);
  const open = Map.groupBy(await readOpenAlerts(tx, meters), ({ meterId }) => meterId);
  const clocks = new MeterClocks();
  const foreign = rows.filter(({ timeZone }) => !clocks.of(timeZone));
  const known = rows.flatMap(({ timeZone, intervalMinutes, lastReadingAt, ownedSince, ...row }) => {
    const clock = clocks.of(timeZone);
    if (!clock) return [];
    const own = open.get(row.meterId) ?? [];
    const watched = {
      ...row,
      clock,
      intervalMs: intervalMinutes * 60_000,
      ownedSince: ownedSince?.getTime() ?? Number.NEGATIVE_INFINITY,
      lastReadingAt: lastReadingAt?.getTime(),
      open: own,
    };
    return [{ ...watched, from: hoursFrom({ clock, open: own }, now) }];
  });
  const totals = await readTotals(tx, known);
  const watched = known.map((meter) => ({ ...meter, totals: totals.get(meter.meterId) ?? new Map() }));
  return { watched: await withPeaks(tx, watched, amended), foreign };
}

/** Looks through all hours of the open episodes that have lost their peak, or may have. */
async function withPeaks(
  tx: Transaction,
  watched: readonly WatchedMeter[],
  amended: readonly HourName[],
): Promise<WatchedMeter[]> {
  const changed = Map.groupBy(amended, ({ meterId }) => meterId);
  const inDoubt = watched.flatMap(({ meterId, open, totals }) => {
    const episode = openEpisode(open);
    const hours = changed.get(meterId)?.map(({ hour }) => hour.getTime()) ?? [];
    return episode && losesPeak(episode, { totals, changed: hours }) ? [episode] : [];
  });
  const peaks = await readPeaks(tx, inDoubt);
  return watched.map((meter) => ({
    ...meter,
    peakWattHours: peaks.get(openEpisode(meter.open)?.alertId ?? ''),
  }));
}
