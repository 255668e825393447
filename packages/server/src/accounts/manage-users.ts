import { includesRole, type Role } from '../access/principal.ts';
import { releaseConversations } from '../chat/agent-store.ts';
import { LOCK_METERS_ALONE } from '../meters/meter-lock.ts';
import type { AnySql, Sql, Transaction } from '../platform/postgres/database.ts';
import { invalidRequest, notFound, permissionDenied } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';
import {
  type AccountChanges,
  type AccountRow,
  claimingEmail,
  deleteAccount,
  lockAccount,
  updateAccount,
} from './account-store.ts';
import { keepingAdministrators } from './administrators.ts';
import { audit } from './audit.ts';
import { changedFields } from './changed-fields.ts';
import { endPasswordLink } from './end-password-link.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';
import { endSessions } from './sessions.ts';

/** Who manages users. */
export interface Manager {
  readonly accountId: string;
  readonly role: Role;
}

/**
 * Changes a user of a site. Whoever loses a role loses their sessions' hold on it at once, as roles are read with every call,
 * and an agent their open conversations, as one who is kept out does.
 *
 * @throws `not_found` for who is not of the site, `permission_denied` for who is above the manager,
 *   `failed_precondition` for the last administrator, `already_exists` for a taken address.
 */
export function changeUser(
  sql: Sql,
  { user, changes, manager }: { user: AccountKey; changes: AccountChanges; manager: Manager },
): Promise<AccountRow> {
  return claimingEmail(sql, (tx) =>
    keepingAdministrators(tx, user.siteId, async () => {
      const row = await managedUser(tx, user, manager);
      const { role, disabled, ...others } = changedFields(row, changes);
      if (role !== undefined) allowRole({ role, siteId: user.siteId, manager });
      const fields = Object.keys(others);
      const entry = { target: user, actorId: manager.accountId };
      if (role !== undefined)
        await audit(tx, { ...entry, action: 'user.role-changed', detail: { from: row.role, to: role } });
      if (fields.length > 0) await audit(tx, { ...entry, action: 'user.updated', detail: { fields } });
      if (disabled !== undefined)
        await audit(tx, { ...entry, action: disabled ? 'user.disabled' : 'user.enabled' });
      // Who signs in by another address from now on should do so.
      if (others.email !== undefined || disabled) await endSessions(tx, user);
      if (disabled || (role !== undefined && !includesRole(role, 'agent')))
        await releaseConversations(tx, user);
      if ((others.email ?? role) !== undefined || disabled) await endPasswordLink(tx, user);
      return (await updateAccount(tx, user, { role, disabled, ...others })) ?? row;
    }),
  );
}

/**
 * Deletes a user of a site with everything that is personal.
 *
 * @throws `not_found`, `permission_denied` and `failed_precondition` as {@link changeUser}.
 */
export async function removeUser(
  sql: Sql,
  { user, manager }: { user: AccountKey; manager: Manager },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(LOCK_METERS_ALONE);
    await keepingAdministrators(tx, user.siteId, async () => {
      await managedUser(tx, user, manager);
      await deleteAccount(tx, user);
      await audit(tx, { target: user, actorId: manager.accountId, action: 'user.deleted' });
    });
  });
}

/**
 * Lets a role be given.
 *
 * @throws `permission_denied` if it is above the manager's, `invalid_argument` for an operator of another site than the
 *   platform's own.
 */
export function allowRole({
  role,
  siteId,
  manager,
}: {
  role: Role;
  siteId: string;
  manager: Pick<Manager, 'role'>;
}): void {
  if (!includesRole(manager.role, role)) {
    throw permissionDenied({ reason: 'ROLE_TOO_LOW', message: `only an ${role} may make somebody ${role}` });
  }
  if (role !== 'operator' || siteId === PLATFORM_SITE_ID) return;
  const description = 'operators are of the platform, not of a site';
  throw invalidRequest([{ field: 'role', reason: 'OPERATOR_OF_SITE', description }]);
}

/**
 * Lets a site get a user.
 *
 * @throws `not_found` if there is no such site.
 */
export async function requireSite(sql: AnySql, siteId: string): Promise<void> {
  const sites = await sql`select from site where site_id = ${siteId}`;
  if (sites.length > 0) return;
  throw notFound({ field: 'site_id', reason: 'UNKNOWN_SITE', description: `there is no site ${siteId}` });
}

/** `not_found`: the site has no such user. */
export function unknownUser({ accountId }: AccountKey) {
  const description = `there is no user ${accountId} on this site`;
  return notFound({ field: 'user_id', reason: 'UNKNOWN_USER', description });
}

/**
 * A user whom the manager may change, locked.
 *
 * @throws `not_found` and `permission_denied` as {@link changeUser}.
 */
export async function managedUser(tx: Transaction, user: AccountKey, manager: Manager): Promise<AccountRow> {
  const row = await lockAccount(tx, user);
  if (row === undefined) throw unknownUser(user);
  if (includesRole(manager.role, row.role)) return row;
  throw permissionDenied({
    reason: 'ROLE_TOO_LOW',
    message: `only an ${row.role} may change an ${row.role}`,
  });
}
