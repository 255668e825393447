import { setTimeout as delay } from 'node:timers/promises';
import { type ChangedHour, unpackHours } from '../meters/changed-hours.ts';
import { type HoursChanged, MAX_CHANGED_HOURS, METER_TOPICS } from '../meters/events.ts';
import type { BusEvent, EventBus } from '../platform/bus/event-bus.ts';
import type { Log } from '../platform/log.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { runTogether } from '../platform/run-together.ts';
import type { MeterName } from './alert-store.ts';
import { evaluateMeters } from './evaluate-meters.ts';
import { findCandidates } from './find-candidates.ts';
import { readDue } from './meter-watch.ts';

/** What the evaluation of alerts works with. */
export interface AlertEvaluatorOptions {
  readonly sql: Sql;
  readonly bus: EventBus;
  readonly log: Pick<Log, 'error'>;
  /** The current time. */
  readonly now: () => Date;
  /** How often to look for what time alone changes, in milliseconds. */
  readonly sweepMs?: number;
}

const SWEEP_MS = 2_000;
const DUE_LIMIT = 500;

/**
 * Keeps the alerts of all meters up to date until the signal aborts: when readings are stored, and when time passes. Safe
 * to run in many processes, and to be told the same hours again. Calls `ready` once it hears of readings.
 */
export async function runAlertEvaluator(
  options: AlertEvaluatorOptions,
  signal: AbortSignal,
  ready?: () => void,
): Promise<void> {
  const { bus, sweepMs = SWEEP_MS } = options;
  const consume = (end: AbortSignal) =>
    bus.consume({
      topic: METER_TOPICS.hoursChanged,
      group: 'alerts',
      handle: (event) => evaluateHours(options, hoursOf([event])),
      handleAll: (events) => evaluateHours(options, hoursOf(events)),
      ...(ready && { onListening: ready }),
      signal: end,
    });
  await runTogether([consume, (end) => sweepUntilAborted(options, sweepMs, end)], signal);
}

/** Evaluates the meters of hours that have changed, some of them in one transaction. */
export async function evaluateHours(
  { now, ...parts }: AlertEvaluatorOptions,
  hours: readonly ChangedHour[],
): Promise<void> {
  const at = now();
  for (let from = 0; from < hours.length; from += MAX_CHANGED_HOURS) {
    const some = hours.slice(from, from + MAX_CHANGED_HOURS);
    await evaluateMeters(parts, await findCandidates(parts.sql, some, at), at);
  }
}

/** What events tell, each hour of a meter once. */
function hoursOf(events: readonly BusEvent[]): ChangedHour[] {
  // The bus carries what our own intake published in the same version of this type.
  const hours = events.flatMap(({ payload }) => unpackHours(payload as HoursChanged));
  return [...new Map(hours.map((each) => [`${each.meterId} ${each.hour}`, each])).values()];
}

/**
 * Evaluates the meters that are due because time has passed, as many as there are: whole fleets fall silent at once.
 * Ends between two portions when the signal aborts.
 */
export async function sweep(
  { now, ...parts }: AlertEvaluatorOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  let meters: readonly MeterName[];
  do {
    const at = now();
    meters = await readDue(parts.sql, at, DUE_LIMIT);
    await evaluateMeters(parts, { meters, amended: [] }, at);
  } while (meters.length >= DUE_LIMIT && !signal.aborted);
}

async function sweepUntilAborted(
  options: AlertEvaluatorOptions,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sweep(options, signal);
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
