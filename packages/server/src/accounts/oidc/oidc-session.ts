import { hasCode } from '../../platform/has-code.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { endSession, findSession, startSession } from '../sessions.ts';
import { accountOfIdentity, type IdentifiedAccount } from './account-of-identity.ts';
import type { ProviderIdentity } from './provider-identity.ts';

/** The browser that signs in. */
export interface SigningInBrowser {
  readonly userAgent: string;
  /** Value of the session cookie that it has, whose session ends. */
  readonly formerSession: string | undefined;
  readonly now: Date;
}

/** A session for the cookie of somebody who came from a provider. */
export interface OidcSession extends IdentifiedAccount {
  readonly value: string;
  readonly expiresAt: Date;
}

/**
 * Signs somebody in who came from a provider, with a new session in place of the one that the browser had.
 *
 * @throws SignInError see `accountOfIdentity`
 */
export async function signInIdentity(
  sql: Sql,
  identity: ProviderIdentity,
  browser: SigningInBrowser,
): Promise<OidcSession> {
  const attempt = (): Promise<OidcSession> =>
    sql.begin(async (tx) => {
      const { formerSession, userAgent, now } = browser;
      const { account, how } = await accountOfIdentity(tx, identity, now);
      const former = formerSession === undefined ? undefined : await findSession(tx, formerSession, now);
      if (former) await endSession(tx, former, former.sessionId);
      const { value, expiresAt } = await startSession(tx, account, { userAgent, now });
      return { account, how, value, expiresAt };
    });
  try {
    return await attempt();
  } catch (error) {
    // The same person came by another tab, or took the address, at the same moment: now that can be seen.
    if (!hasCode(error, '23505')) throw error;
    return attempt();
  }
}
