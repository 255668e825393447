import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { AlertRule, type AlertSchema, type AlertState } from '../gen/wattlet/v1/alert_pb.js';

type WireAlert = MessageInitShape<typeof AlertSchema>;

const STARTED = Date.UTC(2026, 0, 1);

/** What a scripted server is told to change: the alert of a number is begun, or goes on. */
export interface ScriptedAlertChange {
  readonly number: number;
  readonly state: AlertState;
  readonly wattHours: number;
}

/** A place in the changes of a scripted server's alerts, with the alert as it was then. */
export interface AlertEntry {
  readonly sequence: number;
  readonly alert: WireAlert;
}

/** The alerts of a scripted server, and the history of their changes. */
export class ScriptedAlerts {
  sequence = 0;
  readonly #alerts = new Map<number, WireAlert>();
  #log: AlertEntry[] = [];

  change({ number, state, wattHours }: ScriptedAlertChange): void {
    this.sequence += 1;
    const alert = {
      alertId: alertIdOf(number),
      meterId: `meter-${number % 3}`,
      meterName: `Meter ${number % 3}`,
      rule: AlertRule.HOURLY_LIMIT,
      state,
      sequence: BigInt(this.sequence),
      // Two of a number and the next begin together, as alerts of several meters do.
      startedAt: timestampFromMs(STARTED + Math.floor(number / 2) * 60_000),
      limitWattHours: 5000n,
      wattHours: BigInt(wattHours),
      timeZone: 'Europe/Athens',
    };
    this.#alerts.set(number, alert);
    this.#log.push({ sequence: this.sequence, alert });
  }

  /** Forgets the history, not the alerts. */
  forget(): void {
    this.#log = [];
  }

  /** What follows a sequence, or undefined when it cannot be told. */
  since(sequence: number): AlertEntry[] | undefined {
    const entries = this.#log.filter((entry) => entry.sequence > sequence);
    return entries.length === this.sequence - sequence ? entries : undefined;
  }

  last(): AlertEntry | undefined {
    return this.#log.at(-1);
  }

  /** A page of alerts of a meter (all if empty), newest first; a page token is how many were before it. */
  page({ meterId, pageSize, pageToken }: { meterId: string; pageSize: number; pageToken: string }) {
    const ordered = [...this.#alerts]
      .sort(([a], [b]) => Math.floor(b / 2) - Math.floor(a / 2) || (alertIdOf(a) < alertIdOf(b) ? 1 : -1))
      .map(([, alert]) => alert)
      .filter((alert) => meterId === '' || alert.meterId === meterId);
    const start = Number(pageToken);
    const end = start + (pageSize || 50);
    return {
      alerts: ordered.slice(start, end),
      nextPageToken: end < ordered.length ? String(end) : '',
      cursor: { sequence: BigInt(this.sequence) },
    };
  }
}

/** The id of an alert, which does not sort as its number does. */
export function alertIdOf(number: number): string {
  return `alert-${(number * 7) % 10}-${number}`;
}
