/** What an alert is about: consumption of a clock hour against the meter's limit, or a meter that has fallen silent. */
export type AlertRule = 'hourly-limit' | 'no-data';

/**
 * Where an episode stands.
 *
 * - `pending`: the warning level is passed, the limit is not
 * - `firing`: the rule is broken
 * - `acknowledged`: broken, and somebody has seen it
 * - `resolved`: over
 */
export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'resolved';

/** One episode of one rule of one meter. */
export interface Alert {
  readonly alertId: string;
  readonly meterId: string;
  readonly meterName: string;
  readonly rule: AlertRule;
  readonly state: AlertState;
  /** Place of its last change among those of the site; a later state of the same alert has a higher one. */
  readonly sequence: number;
  readonly startedAt: Date;
  /** When the limit was passed, or the meter counted as silent; absent while pending. */
  readonly firedAt?: Date;
  readonly acknowledgedAt?: Date;
  /** Who has seen it. */
  readonly acknowledgedBy?: string;
  readonly resolvedAt?: Date;
  /** Start of the clock hour that it is about; of the newest one where several follow each other. */
  readonly hour?: Date;
  readonly limitWattHours: number;
  /** Consumption of that hour so far. */
  readonly wattHours: number;
  /** The most of any of its hours. */
  readonly peakWattHours: number;
  /** The customer; absent where the meter is nobody's. */
  readonly ownerId?: string;
  readonly ownerName?: string;
  /** IANA name of the meter's zone, for showing the times. */
  readonly timeZone: string;
}

/** How the current clock hour of a meter stands. */
export interface Headroom {
  readonly meterId: string;
  readonly meterName: string;
  /** Start of the hour. */
  readonly hour: Date;
  /** Consumption so far. */
  readonly wattHours: number;
  readonly limitWattHours: number;
  /** When the newest reading of the hour was taken; absent where there is none. */
  readonly asOf?: Date;
}

/** Newest first; of those that began together the one with the greater id. */
export function newestFirst(a: Alert, b: Alert): number {
  return b.startedAt.getTime() - a.startedAt.getTime() || (a.alertId < b.alertId ? 1 : -1);
}
