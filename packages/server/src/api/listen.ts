import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config-error.ts';
import { hasCode } from '../platform/has-code.ts';
import type { Listener } from './build-api.ts';

/**
 * Connections that wait to be taken; the system may take fewer (`net.core.somaxconn`). After a restart every stream comes back at
 * once: whoever finds no place tries again after 1, 2, 4 … seconds, up to a minute, by the rules of TCP. Node's own is 511.
 */
const BACKLOG = 65_535;

/** Where something listens. */
export interface Place {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The variable that says the port. */
  readonly setting: string;
  readonly scheme: 'http' | 'https';
}

/**
 * Listens, and returns the address.
 *
 * @throws ConfigError naming the setting if the port is taken.
 */
export async function listen(app: Listener, { host, port, setting, scheme }: Place): Promise<string> {
  await app.listen({ host, port, backlog: BACKLOG }).catch((error: unknown) => {
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    throw new ConfigError(`${host}:${port} is taken by another program: set ${setting} to another one`);
  });
  return urlOf(app.server.address(), scheme);
}

function urlOf(address: AddressInfo | string | null, scheme: Place['scheme']): string {
  if (address === null || typeof address === 'string') throw new Error('the API listens on no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `${scheme}://${host}:${address.port}`;
}
