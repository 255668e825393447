import type { CredentialResolver } from '../access/credential-resolver.ts';
import { type Person, SCOPES } from '../access/principal.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import { unauthenticated } from '../rpc/errors.ts';
import { findSession } from './sessions.ts';

/** A person who is signed in with a browser. */
export interface SessionPerson extends Person {
  readonly via: 'session';
  /** True if the browser should get a new value of the cookie. */
  readonly renewalDue: boolean;
}

/** Knows people by the cookie of their session. */
export function sessionResolver({ sql }: { readonly sql: AnySql }): CredentialResolver {
  return {
    async resolve({ cookie }, now): Promise<SessionPerson | undefined> {
      if (cookie === undefined) return undefined;
      const session = await findSession(sql, cookie, now);
      if (session === undefined) {
        const message = 'the session has ended: sign in again';
        throw unauthenticated({ reason: 'SESSION_ENDED', message });
      }
      const { siteId, accountId, role, expiresAt, renewalDue } = session;
      return {
        kind: 'person',
        siteId,
        accountId,
        role,
        via: 'session',
        scopes: new Set(SCOPES),
        credentialId: session.sessionId,
        expiresAt,
        renewalDue,
      };
    },
  };
}
