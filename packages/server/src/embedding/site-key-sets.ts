import { createRemoteJWKSet, customFetch, type JWK, type JWTVerifyGetKey } from 'jose';
import { type GuardedResponse, guardedFetch } from '../platform/guarded-fetch.ts';
import type { Log } from '../platform/log.ts';

const FRESH_MS = 10 * 60_000;
/** Between two looks for a key that is not in the set, or after a failure. */
const COOL_DOWN_MS = 30_000;
/** How long the last good set stands in for one that cannot be fetched. */
const STALE_MS = 24 * 3_600_000;
const MAX_KEYS = 20;
/** Sets that are kept; with more sites than that the ones not used for longest are fetched anew. */
const MAX_SETS = 1_000;

/** The keys of a site cannot be had at the moment. */
export class SiteKeysError extends Error {
  override readonly name = 'SiteKeysError';
}

/** What {@link SiteKeySets} needs. */
export interface SiteKeySetsOptions {
  /** Gets the answer of a URL; guarded against being led inside. */
  readonly fetch?: (url: string) => Promise<GuardedResponse>;
  readonly log: Log;
}

/**
 * Public keys of sites that sign tokens themselves, by the URL of their JWK Set (RFC 7517). A set is fetched when
 * needed, once for however many wait, kept for ten minutes, and fetched again for an unknown key at most
 * every thirty seconds. Where that fails the last good one counts for a day.
 */
export class SiteKeySets {
  readonly #fetch: (url: string) => Promise<GuardedResponse>;
  readonly #log: Log;
  readonly #sets = new Map<string, JWTVerifyGetKey>();

  constructor({ fetch = guardedFetch, log }: SiteKeySetsOptions) {
    this.#fetch = fetch;
    this.#log = log;
  }

  /** Finds keys of this set for `jwtVerify`; rejects with {@link SiteKeysError} where there is no set to be had. */
  of(url: string): JWTVerifyGetKey {
    const found = this.#sets.get(url) ?? this.#open(url);
    this.#sets.delete(url);
    this.#sets.set(url, found);
    const [oldest] = this.#sets.keys();
    if (this.#sets.size > MAX_SETS && oldest !== undefined) this.#sets.delete(oldest);
    return found;
  }

  #open(url: string): JWTVerifyGetKey {
    const source = new KeySource(url, this.#fetch, this.#log);
    return createRemoteJWKSet(new URL(url), {
      cacheMaxAge: FRESH_MS,
      cooldownDuration: COOL_DOWN_MS,
      // The guarded fetch has its own, shorter limit.
      timeoutDuration: 60_000,
      [customFetch]: async () => Response.json({ keys: await source.read() }),
    });
  }
}

/** One set: its keys, or for a while the last ones that could be had. */
class KeySource {
  readonly #url: string;
  readonly #fetch: (url: string) => Promise<GuardedResponse>;
  readonly #log: Log;
  #good: { readonly keys: JWK[]; readonly at: number } | undefined;
  #failed: { readonly error: SiteKeysError; readonly at: number } | undefined;

  constructor(url: string, fetch: (url: string) => Promise<GuardedResponse>, log: Log) {
    this.#url = url;
    this.#fetch = fetch;
    this.#log = log;
  }

  async read(): Promise<JWK[]> {
    if (this.#failed && Date.now() - this.#failed.at < COOL_DOWN_MS)
      return this.#lastGood(this.#failed.error);
    try {
      const keys = usableKeys(await this.#fetch(this.#url));
      this.#good = { keys, at: Date.now() };
      this.#failed = undefined;
      return keys;
    } catch (cause) {
      const error = new SiteKeysError('the keys of a site cannot be fetched', { cause });
      this.#failed = { error, at: Date.now() };
      this.#log.warn({ err: error, host: new URL(this.#url).host }, 'cannot fetch the keys of a site');
      return this.#lastGood(error);
    }
  }

  #lastGood(error: SiteKeysError): JWK[] {
    if (this.#good && Date.now() - this.#good.at < STALE_MS) return this.#good.keys;
    throw error;
  }
}

/** Public keys of an answer. Others are left out: a symmetric or private key that lies in the open proves nothing. */
function usableKeys({ status, body }: GuardedResponse): JWK[] {
  if (status !== 200) throw new SiteKeysError(`it answers with status ${status}`);
  const set: unknown = JSON.parse(body.toString('utf8'));
  if (!isRecord(set) || !Array.isArray(set['keys'])) throw new SiteKeysError('it is no JWK Set');
  const keys: unknown[] = set['keys'];
  if (keys.length > MAX_KEYS) throw new SiteKeysError(`it has more than ${MAX_KEYS} keys`);
  return keys.filter(isPublicKey);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPublicKey = (key: unknown): key is JWK =>
  isRecord(key) && (key['kty'] === 'RSA' || key['kty'] === 'EC' || key['kty'] === 'OKP') && !('d' in key);
