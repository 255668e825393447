import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { invalidArgument } from '../errors/invalid-argument.ts';
import { AlertService } from '../gen-page/wattlet/v1/alert_service_pb.js';
import { TopicWatch } from '../live/topic-watch.ts';
import { type Cancellable, call } from '../transport/call.ts';
import type { Alert, AlertState, Headroom } from './alert.ts';
import { toAlertsPage } from './from-wire.ts';
import type { LateAlertCalls } from './late-alert-calls.ts';
import { type AlertsEvent, type AlertsRead, WatchedAlerts } from './watched-alerts.ts';

/** The most that the server gives in one page. */
const LONGEST_PAGE = 200;
/** How many alerts a watch keeps unless it says so. */
const DEFAULT_LIMIT = 200;
const LARGEST_LIMIT = 10_000;

/** Asks for a page of alerts. */
export interface AlertsRequest extends Cancellable {
  /** Only in these states; in any unless given. */
  readonly states?: readonly AlertState[];
  /** Only those of this meter. */
  readonly meterId?: string;
  /** 1 to 200; 50 unless given. */
  readonly pageSize?: number;
  /** From the last page; the first page unless given. */
  readonly pageToken?: string;
}

/** A page of alerts, newest first. */
export interface AlertsPage {
  readonly alerts: readonly Alert[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
  /** Every change up to this sequence is in the page. */
  readonly cursor: number;
}

/** Asks for the newest alerts and every later change of alerts. */
export interface AlertsWatchRequest extends Cancellable {
  /** Only those of this meter. */
  readonly meterId?: string;
  /** How many of the newest alerts are kept, 1 to 10,000; 200 unless given. */
  readonly limit?: number;
}

/** Alerts about meters. Every method rejects with a `WattletError`, and with nothing else. */
export class AlertsApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof AlertService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    // Never from a cache: a moment decides here.
    this.#client = createClient(AlertService, connection.transports.fresh);
  }

  /** Alerts that the caller may see, newest first, a page at a time. */
  list(request: AlertsRequest = {}): Promise<AlertsPage> {
    return this.#late(request.signal, (calls, options) => calls.list(request, options));
  }

  /** One alert, however old; rejects as `not_found` where the caller may not see it, or there is none. */
  get(alertId: string, { signal }: Cancellable = {}): Promise<Alert> {
    return this.#late(signal, (calls, options) => calls.get(alertId, options));
  }

  /** Notes that somebody has seen an alert. Doing it again changes nothing. Resolves with the alert as it is now. */
  acknowledge(alertId: string, { signal }: Cancellable = {}): Promise<Alert> {
    return this.#late(signal, (calls, options) => calls.acknowledge(alertId, options));
  }

  /** How the current hour stands, of every meter of the caller that has a limit or of one of them. */
  headroom({ meterId = '', signal }: Cancellable & { readonly meterId?: string } = {}): Promise<Headroom[]> {
    return this.#late(signal, (calls, options) => calls.headroom(meterId, options));
  }

  /**
   * The newest alerts as they are, then every change of them and every new one, without hole and without
   * duplicate, through lost connections and restarts of the server. It ends when the signal aborts, when the
   * loop is left, and when the client is closed.
   *
   * Nothing is asked before the iteration begins. It throws a `WattletError` when the first read fails, or
   * later when going on is hopeless; lost connections it rides out.
   *
   * @throws WattletError `invalid_argument` at once when the limit is not one.
   *
   * @example
   * for await (const event of client.alerts.watch()) {
   *   if (event.type === 'change') for (const { meterName, state } of event.changed) console.log(meterName, state);
   * }
   */
  watch(request: AlertsWatchRequest = {}): AsyncIterableIterator<AlertsEvent, undefined> {
    const { live, timers, random, closing } = this.#connection;
    const { meterId, limit = DEFAULT_LIMIT, signal: end } = request;
    checkLimit(limit);
    const read = (_fresh: boolean, signal: AbortSignal) =>
      this.#call(signal, (options) => this.#newest(meterId ?? '', limit, options));
    const ends = [closing, ...(end ? [end] : [])];
    return new TopicWatch(new WatchedAlerts({ meterId, limit }), { live, timers, random, ends, read }).events;
  }

  /** The cursor of the first page: what changes while the next ones are read comes once more, and is known by its sequence. */
  async #newest(meterId: string, limit: number, options: CallOptions): Promise<AlertsRead> {
    const pageSize = Math.min(limit, LONGEST_PAGE);
    const read = async (pageToken = '') =>
      toAlertsPage(await this.#client.listAlerts({ meterId, pageSize, pageToken }, options));
    const alerts = new Map<string, Alert>();
    const first = await read();
    for (let page = first; ; page = await read(page.nextPageToken)) {
      for (const alert of page.alerts) alerts.set(alert.alertId, alert);
      if (page.nextPageToken === undefined || alerts.size >= limit)
        return { alerts: [...alerts.values()], cursor: first.cursor };
    }
  }

  /** Makes a call of those that are loaded when they are needed. */
  #late<T>(
    signal: AbortSignal | undefined,
    run: (calls: LateAlertCalls, options: CallOptions) => Promise<T>,
  ): Promise<T> {
    return this.#call(signal, async (options) => {
      const { LateAlertCalls: Calls } = await import('./late-alert-calls.ts');
      return run(new Calls(this.#connection.transports.fresh), options);
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}

function checkLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT) return;
  invalidArgument('limit', `must be a whole number from 1 to ${LARGEST_LIMIT}`, limit);
}
