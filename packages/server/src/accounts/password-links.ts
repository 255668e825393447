import type { Sql } from '../platform/postgres/database.ts';
import { failedPrecondition, invalidRequest, notFound } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';
import { findAccount, lockAccount, setPasswordHash } from './account-store.ts';
import { audit } from './audit.ts';
import { type Manager, managedUser } from './manage-users.ts';
import { hashOpaqueToken, makeOpaqueToken } from './opaque-token.ts';
import { type PasswordOwner, passwordViolation } from './password-rules.ts';
import { endSessions } from './sessions.ts';

const LINK_LIFE_MS = 24 * 3_600_000;

/**
 * Makes the token of a link by which a user sets a password, and ends the one before it. The token is not stored.
 * The link ends with what it was made for: see `endPasswordLink`.
 *
 * @throws `not_found` for who is not of the site, `permission_denied` for who is above the manager,
 *   `failed_precondition` for who has no address to sign in with.
 */
export async function createPasswordLink(
  sql: Sql,
  { user, manager, now }: { readonly user: AccountKey; readonly manager: Manager; readonly now: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const token = makeOpaqueToken();
  const expiresAt = new Date(now.getTime() + LINK_LIFE_MS);
  await sql.begin(async (tx) => {
    const row = await managedUser(tx, user, manager);
    if (row.email === null) {
      const message = 'this user has no e-mail address to sign in with: they come by a token of their site';
      throw failedPrecondition({ reason: 'NO_EMAIL', message });
    }
    await tx`
      insert into password_link (site_id, account_id, hash, created_at, expires_at)
      values (${user.siteId}, ${user.accountId}, ${hashOpaqueToken(token)}, ${now}, ${expiresAt})
      on conflict (site_id, account_id) do update
        set hash = excluded.hash, created_at = excluded.created_at, expires_at = excluded.expires_at`;
    await audit(tx, { target: user, actorId: manager.accountId, action: 'password.link-created' });
  });
  return { token, expiresAt };
}

/**
 * Whose password the bearer of a link may set.
 *
 * @throws `not_found` if the link was used or replaced, or has run out, `invalid_argument` for a password that will not do.
 */
export async function passwordLinkOwner(
  sql: Sql,
  { token, password, now }: { readonly token: string; readonly password: string; readonly now: Date },
): Promise<AccountKey> {
  const [link] = await sql<{ site_id: string; account_id: string }[]>`
    select site_id, account_id from password_link where hash = ${hashOpaqueToken(token)} and expires_at > ${now}`;
  const user = link && { siteId: link.site_id, accountId: link.account_id };
  const row = user && (await findAccount(sql, user));
  if (!row) throw linkEnded();
  const owner: PasswordOwner = { email: row.email ?? '', displayName: row.display_name };
  const violation = passwordViolation(password, owner);
  if (violation) throw invalidRequest([{ field: 'new_password', ...violation }]);
  return user;
}

/**
 * Sets the password of a link's owner, uses the link up and ends every session.
 *
 * @throws `not_found` if somebody else was faster.
 */
export async function redeemPasswordLink(
  sql: Sql,
  { user, token, hash }: { readonly user: AccountKey; readonly token: string; readonly hash: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    // First, as whatever ends a link does.
    await lockAccount(tx, user);
    const used = await tx`
      delete from password_link
      where site_id = ${user.siteId} and account_id = ${user.accountId} and hash = ${hashOpaqueToken(token)}`;
    if (used.count === 0) throw linkEnded();
    await setPasswordHash(tx, user, { hash });
    await endSessions(tx, user);
    await audit(tx, { target: user, actorId: user.accountId, action: 'password.link-redeemed' });
  });
}

/** `not_found`: says nothing of whether there ever was such a link. */
function linkEnded() {
  const description = 'the link was used or replaced, or has run out: ask for another one';
  return notFound({ field: 'token', reason: 'LINK_ENDED', description });
}
