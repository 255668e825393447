import { AlertWebhookApi } from './alerts/alert-webhook-api.ts';
import { AlertsApi } from './alerts/alerts-api.ts';
import { ChatApi } from './chat/chat-api.ts';
import { InboxApi } from './chat/inbox-api.ts';
import { type ClientOptions, openConnection } from './connection.ts';
import type { LiveStatusSource } from './live/live-source.ts';
import { MetersApi } from './meters/meters-api.ts';
import { NewsApi } from './news/news-api.ts';
import { NotificationsApi } from './notifications/notifications-api.ts';
import { OperationsApi } from './operations/operations-api.ts';
import { AuditApi } from './people/audit-api.ts';
import { UsersApi } from './people/users-api.ts';
import { SeriesApi } from './series/series-api.ts';
import { SitesApi } from './sites/sites-api.ts';

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
  /** What has changed in the European series lately. */
  readonly news: NewsApi;
  /** What somebody who is signed in should know of. */
  readonly notifications: NotificationsApi;
  /** For administrators: the people of their site. */
  readonly users: UsersApi;
  /** For administrators their own site, for operators every one. */
  readonly sites: SitesApi;
  /** For administrators: what was done to whom by whom. */
  readonly audit: AuditApi;
  /** For those who run the platform: the pipeline. */
  readonly operations: OperationsApi;
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
    news: new NewsApi(connection),
    notifications: new NotificationsApi(connection),
    users: new UsersApi(connection),
    sites: new SitesApi(connection),
    audit: new AuditApi(connection),
    operations: new OperationsApi(connection),
    live: connection.live,
    close: connection.close,
  };
}
