import { createClient, type WattletClient } from '@wattlet/sdk';

/** A page has one live stream per server, so its charts must share the client that holds it. */
const clients = new Map<string, WattletClient>();

/** The client of all charts of this page that show one server's data. */
export function sharedClient(baseUrl: string): WattletClient {
  const client = clients.get(baseUrl) ?? createClient({ baseUrl });
  clients.set(baseUrl, client);
  return client;
}
