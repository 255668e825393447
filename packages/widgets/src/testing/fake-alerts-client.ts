import type { Alert, AlertsEvent, Headroom } from '@wattlet/sdk';
import type { ConnectionStatus } from '../element/live-client.ts';
import type { AlertsClient } from '../energy-alerts/alerts-client.ts';
import { statusSource } from './fake-client.ts';

/** When the alerts of tests begin. */
const FIRST = Date.UTC(2026, 2, 3, 12);
const HOUR_MS = 3_600_000;

/** An alert of a meter in Athens with a limit of 5 kWh; the greater the number, the newer. */
export function alertOf(number: number, properties: Partial<Alert> = {}): Alert {
  const startedAt = new Date(FIRST + number * HOUR_MS);
  return {
    alertId: `alert-${number}`,
    meterId: `meter-${number % 3}`,
    meterName: ['Heat pump', 'Workshop', 'Car'][number % 3] ?? '',
    rule: 'hourly-limit',
    state: 'firing',
    sequence: number + 1,
    startedAt,
    firedAt: startedAt,
    hour: startedAt,
    limitWattHours: 5000,
    wattHours: 6300,
    peakWattHours: 6300,
    timeZone: 'Europe/Athens',
    ...properties,
  };
}

/** A client that has its alerts in memory and does what a test says. */
export class FakeAlertsClient implements AlertsClient {
  /** Watches that are open now. */
  openWatches = 0;
  readonly acknowledged: string[] = [];
  meters: Headroom[] = [];
  readonly #statusListeners = new Set<(status: ConnectionStatus) => void>();
  readonly #wakes = new Set<(event?: AlertsEvent) => void>();
  #alerts: readonly Alert[];
  #status: ConnectionStatus = { state: 'live', since: FIRST };
  #failure: Error | undefined;
  #answers = Promise.resolve();

  constructor(alerts: readonly Alert[] = []) {
    this.#alerts = sorted(alerts);
  }

  /** How many listen to the status of the connection. */
  get statusListeners(): number {
    return this.#statusListeners.size;
  }

  /** Never answers from now on. */
  hang(): void {
    this.#answers = new Promise(() => undefined);
  }

  /** Every call fails with this from now on; undefined: none does. */
  failWith(error: Error | undefined): void {
    this.#failure = error;
  }

  /** The same, and watches that are open fail, too. */
  refuse(error: Error): void {
    this.failWith(error);
    for (const wake of this.#wakes) wake();
  }

  /** The connection is like this from now on. */
  setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }

  /** These are new or have changed. */
  change(...changed: readonly Alert[]): void {
    const ids = new Set(changed.map(({ alertId }) => alertId));
    this.#alerts = sorted([...changed, ...this.#alerts.filter(({ alertId }) => !ids.has(alertId))]);
    const event = { type: 'change' as const, changed, ...this.#now() };
    for (const wake of this.#wakes) wake(event);
  }

  readonly live = statusSource(() => this.#status, this.#statusListeners);

  readonly alerts: AlertsClient['alerts'] = {
    watch: ({ signal } = {}) => this.#watch(signal ?? new AbortController().signal),
    headroom: async () => {
      await this.#answers;
      if (this.#failure) throw this.#failure;
      return this.meters;
    },
    acknowledge: async (alertId) => {
      await this.#answers;
      if (this.#failure) throw this.#failure;
      this.acknowledged.push(alertId);
      const alert = this.#alerts.find((one) => one.alertId === alertId);
      if (!alert) throw new Error(`there is no ${alertId}`);
      const seen = {
        state: 'acknowledged',
        acknowledgedBy: 'Maria',
        sequence: this.#now().cursor + 1,
      } as const;
      return { ...alert, ...seen };
    },
  };

  async *#watch(signal: AbortSignal): AsyncGenerator<AlertsEvent, undefined> {
    await this.#answers;
    if (this.#failure) throw this.#failure;
    this.openWatches += 1;
    signal.addEventListener('abort', () => {
      this.openWatches -= 1;
    });
    yield { type: 'snapshot', ...this.#now() };
    while (!signal.aborted) {
      const event = await this.#next(signal);
      if (event) yield event;
      else if (this.#failure && !signal.aborted) throw this.#failure;
    }
    return undefined;
  }

  #next(signal: AbortSignal): Promise<AlertsEvent | undefined> {
    return new Promise((resolve) => {
      const wake = (event?: AlertsEvent) => {
        this.#wakes.delete(wake);
        resolve(event);
      };
      this.#wakes.add(wake);
      signal.addEventListener('abort', () => wake(), { once: true });
    });
  }

  #now() {
    return {
      alerts: this.#alerts,
      cursor: Math.max(0, ...this.#alerts.map(({ sequence }) => sequence)),
    };
  }
}

function sorted(alerts: readonly Alert[]): readonly Alert[] {
  return [...alerts].sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
}
