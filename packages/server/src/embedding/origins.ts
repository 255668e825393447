import { BlockList, isIP } from 'node:net';

/** A text that is not an origin. The message names it and says why. */
export class OriginError extends Error {
  override readonly name = 'OriginError';
}

/**
 * An origin as browsers send it in `Origin` (RFC 6454, section 6.2): `https://portal.example`, lower case, without the
 * default port, names in Punycode. Only https is one, and http for this very machine. Wildcards are none.
 *
 * @throws OriginError
 */
export function parseOrigin(text: string): string {
  const fail = (why: string): never => {
    throw new OriginError(`${JSON.stringify(text)} ${why}`);
  };
  const url = URL.parse(text);
  if (text.includes('*')) return fail('has a wildcard: list every origin by itself');
  if (url === null || !/^https?:\/\//i.test(text))
    return fail('is not an origin like https://portal.example');
  if (url.username !== '' || url.password !== '') return fail('has a user name: leave it out');
  if (!/^https?:\/\/[^/?#\\]+\/?$/i.test(text)) return fail('has a path: an origin ends after host and port');
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    return fail('must begin with https:// (http:// is for this machine only)');
  return url.origin;
}

/**
 * The origins of a list, each once, in their order.
 *
 * @throws OriginError for the first that is none.
 */
export function parseOrigins(texts: readonly string[]): string[] {
  return [...new Set(texts.map(parseOrigin))];
}

/** Whether a request's `Origin` is in the list; true without one, as only browsers send it. `null` is in no list. */
export function isAllowedOrigin(origin: string | undefined, allowed: readonly string[]): boolean {
  return origin === undefined || allowed.includes(origin);
}

/** Whether the host of a URL, as `URL.hostname` has it, is this machine by its name or address. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version === 0) return host === 'localhost' || host.endsWith('.localhost');
  return LOOPBACK.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
