import type { LiveChange, LiveSubject } from '../live/live-source.ts';
import type { WatchedState } from '../live/topic-watch.ts';
import { type Alert, newestFirst } from './alert.ts';
import { toAlert, toSequence } from './from-wire.ts';

/** The newest alerts, and where they stand among all changes. */
export interface AlertsRead {
  readonly alerts: readonly Alert[];
  /** Every change up to here is in the alerts; some of them may be newer. */
  readonly cursor: number;
}

interface AlertsNow extends AlertsRead {
  /** The watched alerts as they are now, newest first. */
  readonly alerts: readonly Alert[];
}

/** The state as a whole: the first event, and again when the consumer was too slow for the changes. */
export interface AlertsSnapshotEvent extends AlertsNow {
  readonly type: 'snapshot';
}

/** Some alerts are new or have changed. */
export interface AlertsChangeEvent extends AlertsNow {
  readonly type: 'change';
  /** Those, as they are now, in the order of their changes; also one that began too long ago to be among `alerts`. */
  readonly changed: readonly Alert[];
}

/** The server could not continue the watch: the state was read afresh and may differ anywhere. */
export interface AlertsResetEvent extends AlertsNow {
  readonly type: 'reset';
  /** Why, for logs. */
  readonly reason: string;
}

/** One event of a watch. Whatever its type, `alerts` is the state after it. */
export type AlertsEvent = AlertsSnapshotEvent | AlertsChangeEvent | AlertsResetEvent;

/** Which alerts are watched. */
export interface AlertsScope {
  /** Only those of this meter. */
  readonly meterId: string | undefined;
  /** At most so many, the newest. */
  readonly limit: number;
}

/** The alerts of one watch: as they were read, with every change since. */
export class WatchedAlerts implements WatchedState<AlertsRead, AlertsEvent> {
  readonly #scope: AlertsScope;
  #alerts: readonly Alert[] = [];
  #cursor = 0;

  constructor(scope: AlertsScope) {
    this.#scope = scope;
  }

  subject(): LiveSubject {
    return { case: 'alerts', value: { cursor: { sequence: BigInt(this.#cursor) } } };
  }

  take({ alerts, cursor }: AlertsRead): void {
    this.#alerts = this.#newest(alerts);
    this.#cursor = cursor;
  }

  apply(change: LiveChange): AlertsEvent | undefined {
    if (change.case !== 'alerts') return undefined;
    const cursor = toSequence(change.value.cursor);
    if (cursor <= this.#cursor) return undefined;
    const known = new Map(this.#alerts.map((alert) => [alert.alertId, alert]));
    const news = change.value.alerts
      .map(toAlert)
      .filter(
        (alert) => this.#isWatched(alert) && alert.sequence > (known.get(alert.alertId)?.sequence ?? 0),
      );
    for (const alert of news) known.set(alert.alertId, alert);
    this.#alerts = this.#newest([...known.values()]);
    this.#cursor = cursor;
    return news.length > 0 ? { type: 'change', changed: news, ...this.#now() } : undefined;
  }

  snapshot(): AlertsSnapshotEvent {
    return { type: 'snapshot', ...this.#now() };
  }

  afterReset(reason: string): AlertsResetEvent {
    return { type: 'reset', reason, ...this.#now() };
  }

  #isWatched({ meterId }: Alert): boolean {
    return this.#scope.meterId === undefined || meterId === this.#scope.meterId;
  }

  /** When an alert began never changes, so one that is older than the oldest of a full list was never in it. */
  #newest(alerts: readonly Alert[]): readonly Alert[] {
    return [...alerts].sort(newestFirst).slice(0, this.#scope.limit);
  }

  #now(): AlertsNow {
    return { alerts: this.#alerts, cursor: this.#cursor };
  }
}
