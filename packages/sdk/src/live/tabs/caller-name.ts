import { readClaims } from '../../transport/token-life.ts';
import { TAB_FORMAT } from './tab-message.ts';

/** What differs between tokens of one caller (RFC 7519, 4.1). */
const OF_ONE_TOKEN = new Set(['iat', 'exp', 'nbf', 'jti']);

/**
 * A name that tabs have in common which call one server as the same caller with the same rights: a hash, so that it
 * tells nothing of the token. Where there is no token the browser's own credentials count, which tabs share. Undefined for
 * a token that does not say whose it is.
 */
export async function callerName(baseUrl: string, token: string | undefined): Promise<string | undefined> {
  const claims = token === undefined ? {} : readClaims(token);
  if (token !== undefined && !('sub' in claims)) return undefined;
  const caller = Object.entries(claims)
    .filter(([name]) => !OF_ONE_TOKEN.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = new TextEncoder().encode(JSON.stringify([TAB_FORMAT, baseUrl, caller]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return `wattlet-live-${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
