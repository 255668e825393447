import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import type { Person } from '../access/principal.ts';
import type { UserService } from '../gen/wattlet/v1/user_pb.js';
import { permissionDenied } from '../rpc/errors.ts';
import { acceptPassword } from './accept-password.ts';
import { accountMessage, roleOf, subscriptionMessage } from './account-messages.ts';
import type { AccountParts } from './account-parts.ts';
import { claimingEmail, findAccount } from './account-store.ts';
import { addPerson } from './add-person.ts';
import { answerPrivately } from './answer-privately.ts';
import { signedInAs } from './caller-account.ts';
import { listAccounts } from './list-accounts.ts';
import { allowRole, changeUser, removeUser, requireSite, unknownUser } from './manage-users.ts';
import { createPasswordLink } from './password-links.ts';
import { findSubscription } from './subscription-store.ts';

const DEFAULT_PAGE = 50;

export type UserServiceOptions = Pick<AccountParts, 'sql' | 'passwords' | 'now'>;

/** What administrators do with the people of their site, and operators with those of every site. */
export function userService({ sql, passwords, now }: UserServiceOptions): ServiceImpl<typeof UserService> {
  return {
    createUser: (request, context) =>
      answerPrivately(context, async () => {
        const manager = signedInAs(context, 'administrator');
        const { email, displayName, password } = request;
        const siteId = managedSite(manager, request.siteId);
        const role = roleOf(request.role) ?? 'customer';
        if (password !== '') acceptPassword('password', password, { email, displayName });
        allowRole({ role, siteId, manager });
        const passwordHash = password === '' ? undefined : await passwords.hash(password, context.signal);
        const { row } = await claimingEmail(sql, async (tx) => {
          await requireSite(tx, siteId);
          return addPerson(tx, {
            ...{ siteId, email, emailVerified: false, displayName, passwordHash, role },
            ...{ actor: manager.accountId, action: 'user.created', now: now() },
          });
        });
        return { user: accountMessage(row) };
      }),

    getUser: (request, context) =>
      answerPrivately(context, async () => {
        const user = siteUser(signedInAs(context, 'administrator'), request);
        const row = await findAccount(sql, user);
        if (row === undefined) throw unknownUser(user);
        const subscription = await findSubscription(sql, user);
        return {
          user: accountMessage(row),
          ...(subscription && { subscription: subscriptionMessage(subscription, now()) }),
        };
      }),

    updateUser: (request, context) =>
      answerPrivately(context, async () => {
        const manager = signedInAs(context, 'administrator');
        const changes = {
          displayName: request.displayName?.trim(),
          email: request.email?.trim(),
          role: request.role === undefined ? undefined : roleOf(request.role),
          disabled: request.disabled,
        };
        const row = await changeUser(sql, { user: siteUser(manager, request), changes, manager });
        return { user: accountMessage(row) };
      }),

    deleteUser: (request, context) =>
      answerPrivately(context, async () => {
        const manager = signedInAs(context, 'administrator');
        await removeUser(sql, { user: siteUser(manager, request), manager });
        return {};
      }),

    createPasswordLink: (request, context) =>
      answerPrivately(context, async () => {
        const manager = signedInAs(context, 'administrator');
        const user = siteUser(manager, request);
        const { token, expiresAt } = await createPasswordLink(sql, { user, manager, now: now() });
        return { token, expiresAt: timestampFromDate(expiresAt) };
      }),

    listUsers: (request, context) =>
      answerPrivately(context, async () => {
        const { search, pageToken, pageSize } = request;
        const siteId = managedSite(signedInAs(context, 'administrator'), request.siteId);
        const limit = pageSize || DEFAULT_PAGE;
        const query = { siteId, search: search.trim(), role: roleOf(request.role), limit, pageToken };
        const { rows, nextPageToken } = await listAccounts(sql, query);
        return { users: rows.map(accountMessage), nextPageToken };
      }),
  };
}

const siteUser = (manager: Person, request: { siteId: string; userId: string }) => ({
  siteId: managedSite(manager, request.siteId),
  accountId: request.userId,
});

/** The site that a request names, or the manager's own: another one is for operators. */
function managedSite({ role, siteId: own }: Person, requested: string): string {
  if (requested === '' || requested === own) return own;
  if (role === 'operator') return requested;
  throw permissionDenied({ reason: 'OTHER_SITE', message: 'users of other sites are for operators' });
}
