import { Code, ConnectError } from '@connectrpc/connect';
import { isMissingSchema, isTransient } from '../platform/postgres/transient-error.ts';
import { unauthenticated, unavailable } from '../rpc/errors.ts';
import type { CredentialResolver, Credentials } from './credential-resolver.ts';
import type { OperatorAccess } from './operator-access.ts';
import type { Presented } from './presented.ts';
import type { Principal } from './principal.ts';

/** Who was found to call. */
export interface Identity {
  readonly principal: Principal;
  /** Why nobody is known in spite of a cookie: what to answer where somebody is needed. */
  readonly refusal?: ConnectError;
}

export interface AuthenticatorOptions {
  /** One for each kind of credential. */
  readonly resolvers: readonly CredentialResolver[];
  readonly operators: OperatorAccess;
}

const NOBODY: Identity = { principal: { kind: 'anonymous' } };

/** Finds out who sends a request. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /**
   * Whoever bears a token must be known by it: one that is forged, expired or of no known kind is `unauthenticated`. A
   * cookie comes by itself, so that one which does not count any more only leaves the caller anonymous.
   */
  async identify({ credentials }: Presented, now: Date): Promise<Identity> {
    const { bearer, cookie, origin } = credentials;
    if (bearer !== undefined) {
      if (this.#options.operators.byToken(bearer)) return { principal: { kind: 'operator' } };
      const principal = await this.#resolve({ bearer, cookie: undefined, origin }, now);
      if (principal) return { principal };
      throw unauthenticated({
        reason: 'UNKNOWN_CREDENTIAL',
        message: 'the token is none that this server knows',
      });
    }
    if (cookie === undefined) return NOBODY;
    try {
      const principal = await this.#resolve({ bearer: undefined, cookie, origin }, now);
      return principal ? { principal } : NOBODY;
    } catch (error) {
      if (!(error instanceof ConnectError) || !LEAVES_ANONYMOUS.has(error.code)) throw error;
      return { ...NOBODY, refusal: error };
    }
  }

  async #resolve(credentials: Credentials, now: Date): Promise<Principal | undefined> {
    try {
      for (const resolver of this.#options.resolvers) {
        const principal = await resolver.resolve(credentials, now);
        if (principal) return principal;
      }
      return undefined;
    } catch (error) {
      throw isTransient(error) || isMissingSchema(error) ? accountsDown(error) : error;
    }
  }
}

// What is open to everybody goes on where accounts are down.
const LEAVES_ANONYMOUS: ReadonlySet<Code> = new Set([Code.Unauthenticated, Code.Unavailable]);

/** `unavailable`: the database that knows people and sites cannot be asked at the moment. */
export function accountsDown(cause: unknown): ConnectError {
  return unavailable({
    reason: 'ACCOUNTS_UNAVAILABLE',
    message: 'accounts cannot be checked at the moment',
    cause,
  });
}
