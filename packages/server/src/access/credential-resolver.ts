import type { Principal } from './principal.ts';

/** What a request shows to be known by. */
export interface Credentials {
  /** `Authorization: Bearer …`, without the word. */
  readonly bearer: string | undefined;
  /** Value of the session cookie. */
  readonly cookie: string | undefined;
  /** `Origin` of the page that calls; undefined outside browsers and for same-origin GETs. */
  readonly origin: string | undefined;
}

/**
 * Knows one kind of credential. Resolves to undefined for what is not its kind; rejects with an `unauthenticated`
 * ConnectError for what is its kind but forged, expired, revoked or shown by a page of another origin.
 */
export interface CredentialResolver {
  resolve(credentials: Credentials, now: Date): Promise<Principal | undefined>;
}
