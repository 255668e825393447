import type { AlertState } from './alert-episode.ts';

/** What an alert is about: consumption of a clock hour, or a meter that is silent. */
export type AlertRule = 'hourly-limit' | 'no-data';

/** An episode as it is stored. */
export interface AlertRow {
  readonly siteId: string;
  readonly alertId: string;
  readonly meterId: string;
  readonly rule: AlertRule;
  readonly state: AlertState;
  /** Whose meter it was when the episode began. */
  readonly ownerId: string | null;
  /** When the episode began; of a silence the last reading before it. */
  readonly startedAt: Date;
  readonly firedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Date | null;
  readonly firstHour: Date;
  readonly hour: Date;
  readonly limitWattHours: bigint;
  readonly wattHours: bigint;
  readonly peakWattHours: bigint;
  /** When time alone may change it; null once it is resolved. */
  readonly checkAt: Date | null;
}

/** An episode as it is to be stored. */
export interface AlertChange {
  readonly row: AlertRow;
  readonly isNew: boolean;
  /** The state that it has come to; undefined where only its figures have changed. */
  readonly transition: AlertState | undefined;
  /** Whether somebody who watches would see a difference. */
  readonly isNews: boolean;
}

/** Compares an episode with what was stored of it. Undefined if nothing is to be stored. */
export function changeOf(before: AlertRow, after: AlertRow): AlertChange | undefined {
  const isNews = NEWS.some((field) => !equal(before[field], after[field]));
  if (!isNews && equal(before.checkAt, after.checkAt)) return undefined;
  const transition = before.state === after.state ? undefined : after.state;
  return { row: after, isNew: false, transition, isNews };
}

/** An episode that has just begun. */
export function beginning(row: AlertRow): AlertChange {
  return { row, isNew: true, transition: row.state, isNews: true };
}

const NEWS = [
  ...(['state', 'firedAt', 'acknowledgedAt', 'resolvedAt', 'firstHour', 'hour'] as const),
  ...(['limitWattHours', 'wattHours', 'peakWattHours'] as const),
] as const;

function equal(one: AlertRow[keyof AlertRow], other: AlertRow[keyof AlertRow]): boolean {
  return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
}
