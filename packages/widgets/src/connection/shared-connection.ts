import { type Connection, type GetToken, openConnection } from '@wattlet/sdk/connection';

/** A page has one live stream per server, so its elements must share the connection that holds it. */
const connections = new Map<string, Connection>();
const tokenGivers = new Map<string, GetToken>();

/**
 * Says whose data the page's elements show: from now on their calls of a server carry these tokens. Best called before
 * the elements are connected; an answer of undefined calls anonymously. Elements with a `client` of their own do not ask.
 *
 * @example
 * provideTokens('https://energy.example.com', async () => (await fetch('/wattlet-token')).text());
 */
export function provideTokens(baseUrl: string, getToken: GetToken): void {
  tokenGivers.set(baseUrl, getToken);
}

/** The connection of all elements of this page that show one server's data. */
export function sharedConnection(baseUrl: string): Connection {
  const known = connections.get(baseUrl);
  if (known) return known;
  const getToken: GetToken = (request) => tokenGivers.get(baseUrl)?.(request);
  const connection = openConnection({ baseUrl, getToken });
  connections.set(baseUrl, connection);
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
