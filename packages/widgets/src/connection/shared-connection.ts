import { type Connection, openConnection } from '@wattlet/sdk/connection';
import { onTokensProvided, providedToken } from './provide-tokens.ts';

/** A page has one live stream per server, so its elements must share the connection that holds it. */
const connections = new Map<string, Connection>();

/** The connection of all elements of this page that show one server's data. */
export function sharedConnection(baseUrl: string): Connection {
  const known = connections.get(baseUrl);
  if (known) return known;
  const connection = openConnection({ baseUrl, getToken: (request) => providedToken(baseUrl, request) });
  connections.set(baseUrl, connection);
  onTokensProvided(baseUrl, connection.startOver);
  return connection;
}

/** Something that is made of a connection once for each server, as its elements ask for it. */
export function perServer<T>(make: (connection: Connection) => T): (baseUrl: string) => T {
  const made = new Map<string, T>();
  return (baseUrl) => {
    const known = made.get(baseUrl) ?? make(sharedConnection(baseUrl));
    made.set(baseUrl, known);
    return known;
  };
}
