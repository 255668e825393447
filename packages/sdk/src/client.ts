import { AlertWebhookApi } from './alerts/alert-webhook-api.ts';
import { AlertsApi } from './alerts/alerts-api.ts';
import { ChatApi } from './chat/chat-api.ts';
import { InboxApi } from './chat/inbox-api.ts';
import { type ClientOptions, openConnection } from './connection.ts';
import type { LiveStatusSource } from './live/live-source.ts';
import { MetersApi } from './meters/meters-api.ts';
import { SeriesApi } from './series/series-api.ts';

/** A client of one Wattlet server, for one user. All its watches share one stream. */
export interface WattletClient {
  /** The European energy series. */
  readonly series: SeriesApi;
  /** Smart meters, their readings, and what was consumed. */
  readonly meters: MetersApi;
  /** Alerts about meters. */
  readonly alerts: AlertsApi;
  /** For administrators: where their site is told of its alerts. */
  readonly alertWebhook: AlertWebhookApi;
  /** Support conversations. */
  readonly chat: ChatApi;
  /** For agents: the conversations of their site. */
  readonly inbox: InboxApi;
  /** How the live connection is. */
  readonly live: LiveStatusSource;
  /** Ends every watch and every call. A closed client rejects further calls as `canceled`. */
  close(): void;
}

/**
 * Makes a client. Nothing is sent before the first call.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://energy.example.com' });
 */
export function createClient(options: ClientOptions): WattletClient {
  const connection = openConnection(options);
  return {
    series: new SeriesApi(connection),
    meters: new MetersApi(connection),
    alerts: new AlertsApi(connection),
    alertWebhook: new AlertWebhookApi(connection),
    chat: new ChatApi(connection),
    inbox: new InboxApi(connection),
    live: connection.live,
    close: connection.close,
  };
}
