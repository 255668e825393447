import { lookup as systemLookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Why a guarded fetch did not happen. */
export type FetchRefusal =
  | 'bad-url'
  | 'forbidden-address'
  | 'redirect'
  | 'too-large'
  | 'timed-out'
  | 'unreachable';

/** A guarded fetch that did not happen, with the host but not the path, which may hold secrets. */
export class GuardedFetchError extends Error {
  override readonly name = 'GuardedFetchError';
  readonly refusal: FetchRefusal;

  constructor(refusal: FetchRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }
}

/** What a {@link guardedFetch} may do, and where to. */
export interface GuardedFetchOptions {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Also loopback, private and other addresses that are not of the public internet. */
  readonly allowPrivate?: boolean;
  /** Until the whole answer is there, from the look-up of the name on. */
  readonly timeoutMs?: number;
  /** Longest body that is read. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** Finds the addresses of a name; the system's resolver by default. */
  readonly lookup?: LookupFunction;
  /** Authorities to trust instead of Node's, in PEM. */
  readonly ca?: string | Buffer;
}

/** An answer, whatever its status but a redirect. */
export interface GuardedResponse {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Fetches a URL that somebody else gave us, so that it cannot be used to reach into our own network (SSRF): https
 * only, and only to public addresses (see {@link isPublicAddress}). The name is resolved once and the connection goes to
 * exactly the addresses that were checked, so that a name that changes in between (DNS rebinding) gets nothing. Follows no
 * redirect, uses no proxy, reads at most 64 KiB in at most 5 seconds.
 *
 * @throws GuardedFetchError, or the reason of the signal when that aborts.
 */
export async function guardedFetch(
  target: string | URL,
  options: GuardedFetchOptions = {},
): Promise<GuardedResponse> {
  const { allowPrivate = false, timeoutMs = 5_000, maxBytes = 65_536, signal } = options;
  signal?.throwIfAborted();
  const url = checkFetchUrl(target, allowPrivate);
  const timeout = AbortSignal.timeout(timeoutMs);
  const fail = (refusal: FetchRefusal, what: string, cause?: unknown): GuardedFetchError =>
    new GuardedFetchError(refusal, `${url.host} ${what}`, { cause });
  try {
    const response = await send(url, options, signal ? AbortSignal.any([signal, timeout]) : timeout);
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400) {
      response.destroy();
      throw fail('redirect', `answers with a redirect (${status}), which is not followed`);
    }
    const body = await readBody(response, maxBytes);
    if (body === undefined) throw fail('too-large', `answers with more than ${maxBytes} bytes`);
    return { status, headers: response.headers, body };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof GuardedFetchError) throw error;
    if (timeout.aborted) throw fail('timed-out', `did not answer within ${timeoutMs} ms`, error);
    throw fail('unreachable', 'cannot be reached', error);
  }
}

/**
 * What of a URL can be checked without a look-up: https, no user name, and no address that is not public.
 *
 * @throws GuardedFetchError
 */
export function checkFetchUrl(target: string | URL, allowPrivate: boolean): URL {
  const url = URL.parse(String(target));
  if (url?.protocol !== 'https:')
    throw new GuardedFetchError('bad-url', 'the address must begin with https://');
  if (url.username !== '' || url.password !== '') {
    throw new GuardedFetchError('bad-url', 'the address must have no user name or password');
  }
  // Node does not look addresses up, so that those never come to the guarded lookup.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !allowPrivate && !isPublicAddress(host)) throw forbidden(url.host);
  return url;
}

function send(url: URL, options: GuardedFetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, body, allowPrivate = false, lookup = systemLookup, ca } = options;
  const settings: RequestOptions = {
    method,
    headers,
    signal,
    // A connection of its own: one kept open by another call could lead elsewhere.
    agent: false,
    lookup: allowPrivate ? lookup : guardLookup(lookup),
    ...(ca !== undefined && { ca }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, settings, resolve).on('error', reject).end(body);
  return promise;
}

/** Resolves names as the lookup does, and to nothing if any of the addresses is not public. */
function guardLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
        return callback(forbidden(hostname), '', 0);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

const forbidden = (host: string): GuardedFetchError =>
  new GuardedFetchError('forbidden-address', `${host} is not on the public internet`);

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the response and its connection.
  for await (const part of response) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > maxBytes) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
