import type { GetToken } from '@wattlet/sdk';
import { type Connection, openConnection } from '@wattlet/sdk/connection';
import { onTokensProvided, providedTokens } from './provide-tokens.ts';

/** A page has one live stream per server, so its elements must share the connection that holds it. */
const connections = new Map<string, Connection>();

/** The connection of all elements of this page that show one server's data. */
export function sharedConnection(baseUrl: string): Connection {
  const known = connections.get(baseUrl);
  if (known) return known;
  const connection = openConnection({ baseUrl, getToken: (request) => providedTokens(baseUrl)?.(request) });
  connections.set(baseUrl, connection);
  onTokensProvided(baseUrl, connection.startOver);
  return connection;
}

/**
 * Something that is made of a connection for each server, once for whoever calls: an element that finds another one than
 * before begins afresh.
 */
export function perServer<T>(make: (connection: Connection) => T): (baseUrl: string) => T {
  const made = new Map<string, { readonly tokens: GetToken | undefined; readonly it: T }>();
  return (baseUrl) => {
    const tokens = providedTokens(baseUrl);
    const known = made.get(baseUrl);
    if (known && known.tokens === tokens) return known.it;
    const it = make(sharedConnection(baseUrl));
    made.set(baseUrl, { tokens, it });
    return it;
  };
}
