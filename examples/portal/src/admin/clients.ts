import { AlertWebhookApi } from '@wattlet/sdk';
import { AuditApi } from '@wattlet/sdk/audit';
import type { Connection } from '@wattlet/sdk/connection';
import { MetersApi } from '@wattlet/sdk/meters';
import { OperationsApi } from '@wattlet/sdk/operations';
import { SitesApi } from '@wattlet/sdk/sites';
import { UsersApi } from '@wattlet/sdk/users';

/** What the console reads and changes by. */
export interface AdminClients {
  readonly users: UsersApi;
  readonly meters: MetersApi;
  readonly sites: SitesApi;
  readonly webhook: AlertWebhookApi;
  readonly operations: OperationsApi;
  readonly audit: AuditApi;
}

const made = new WeakMap<Connection, AdminClients>();

/** The clients of a connection. */
export function adminClients(connection: Connection): AdminClients {
  const known = made.get(connection) ?? {
    users: new UsersApi(connection),
    meters: new MetersApi(connection),
    sites: new SitesApi(connection),
    webhook: new AlertWebhookApi(connection),
    operations: new OperationsApi(connection),
    audit: new AuditApi(connection),
  };
  made.set(connection, known);
  return known;
}
