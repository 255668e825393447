import type { Alert, AlertsEvent } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isRepeated } from '../element/is-repeated.ts';
import { type AlertNews, newsOf } from './alert-news.ts';
import type { AlertsClient } from './alerts-client.ts';

/** How many of the newest alerts are kept. */
const KEPT_ALERTS = 1000;

/** Whose alerts are shown. */
export interface AlertsSource {
  readonly client: AlertsClient;
  /** Only those of this meter; empty for all that the user may see. */
  readonly meterId: string;
}

/** What is known so far. */
export type AlertsState =
  | { readonly status: 'loading' }
  | { readonly status: 'error'; readonly error: Error }
  | ReadyAlerts;

export interface ReadyAlerts {
  readonly status: 'ready';
  /** Newest first. */
  readonly alerts: readonly Alert[];
  readonly cursor: number;
}

/** Who is told what happens to the alerts. */
export interface AlertsListener {
  /** Something has happened since the list was first read. */
  news(news: AlertNews): void;
  /** The alerts cannot be shown. */
  failed(error: Error): void;
}

/** Reads the alerts of a source and keeps them up to date for as long as the host is connected. */
export class AlertsController implements ReactiveController {
  state: AlertsState = { status: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #listener: AlertsListener;
  #source: AlertsSource | undefined;
  #stop: AbortController | undefined;
  #isConnected = false;
  /** Alerts that are known from elsewhere, until the watch has come as far. */
  readonly #ahead = new Map<string, Alert>();

  constructor(host: ReactiveControllerHost, listener: AlertsListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop?.abort();
  }

  /** Follows this source from now on; the same again changes nothing. */
  follow(source: AlertsSource): void {
    const before = this.#source;
    if (before?.client === source.client && before.meterId === source.meterId) return;
    this.#source = source;
    this.state = { status: 'loading' };
    this.#start();
  }

  /** Begins anew, for example after an error. */
  retry(): void {
    this.#set({ status: 'loading' });
    this.#start();
  }

  /** Begins anew, and shows what it shows until something has come. */
  again(): void {
    this.#start();
  }

  /** Takes note of an alert as an answer tells it, which may be ahead of the watch. */
  note(alert: Alert): void {
    const { state } = this;
    if (state.status !== 'ready') return;
    this.#ahead.set(alert.alertId, alert);
    this.#set({ ...state, alerts: this.#latest(state.alerts) });
    this.#listener.news(newsOf([alert], state));
  }

  #start(): void {
    if (!this.#source || !this.#isConnected) return;
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#ahead.clear();
    this.#run(this.#source, stop.signal).catch((thrown: unknown) => {
      if (stop.signal.aborted) return;
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const { state: before } = this;
      this.#set({ status: 'error', error });
      if (!isRepeated(error, before)) this.#listener.failed(error);
    });
  }

  async #run({ client, meterId }: AlertsSource, signal: AbortSignal): Promise<void> {
    const scope = meterId === '' ? {} : { meterId };
    for await (const event of client.alerts.watch({ ...scope, limit: KEPT_ALERTS, signal })) {
      if (signal.aborted) return;
      this.#take(event);
    }
  }

  #take({ alerts: told, cursor }: AlertsEvent): void {
    const before = this.state;
    const alerts = this.#latest(told);
    this.#set({ status: 'ready', alerts, cursor });
    if (before.status === 'ready') this.#listener.news(newsOf(alerts, before));
  }

  #latest(alerts: readonly Alert[]): readonly Alert[] {
    if (this.#ahead.size === 0) return alerts;
    return alerts.map((alert) => {
      const ahead = this.#ahead.get(alert.alertId);
      if (ahead && ahead.sequence > alert.sequence) return ahead;
      this.#ahead.delete(alert.alertId);
      return alert;
    });
  }

  #set(state: AlertsState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
