import type { ServiceImpl } from '@connectrpc/connect';
import { callerKey } from '../access/caller-key.ts';
import type { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { LOCK_METERS_ALONE } from '../meters/meter-lock.ts';
import { failedPrecondition, invalidRequest } from '../rpc/errors.ts';
import { acceptPassword } from './accept-password.ts';
import { accountMessage } from './account-messages.ts';
import type { AccountParts } from './account-parts.ts';
import {
  type AccountRow,
  claimingEmail,
  deleteAccount,
  setPasswordHash,
  updateAccount,
} from './account-store.ts';
import { keepingAdministrators } from './administrators.ts';
import { answerPrivately } from './answer-privately.ts';
import { audit } from './audit.ts';
import { signedInPerson } from './caller-account.ts';
import { changedFields } from './changed-fields.ts';
import { confirmPassword, wrongPassword } from './check-password.ts';
import { endPasswordLink } from './end-password-link.ts';
import { exportAccount } from './export-account.ts';
import { ownAccount } from './own-account.ts';
import { passwordLinkOwner, redeemPasswordLink } from './password-links.ts';
import { clearSession } from './session-cookie.ts';
import { endSessions } from './sessions.ts';

type Methods = 'updateAccount' | 'changePassword' | 'redeemPasswordLink' | 'deleteAccount' | 'exportAccount';

/** What people do with their account as a whole. */
export function profileMethods(parts: AccountParts): Pick<ServiceImpl<typeof AccountService>, Methods> {
  const { sql, passwords, limits, now } = parts;
  return {
    updateAccount: ({ displayName, email, password }, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        const row = await ownAccount(sql, person);
        const caller = context.values.get(callerKey);
        const changes = changedFields(row, { displayName: displayName?.trim(), email: email?.trim() });
        if (changes.email !== undefined) {
          if (row.has_password)
            await confirmPassword(parts, row, { password, caller, signal: context.signal });
          await limits.countSignUp(caller.address, now());
        }
        const fields = Object.keys(changes);
        const updated = await claimingEmail(sql, async (tx) => {
          const changed = await updateAccount(tx, person, changes);
          const entry = { target: person, actorId: person.accountId, action: 'account.updated' as const };
          if (fields.length > 0) await audit(tx, { ...entry, detail: { fields } });
          // Who signs in by another address from now on should do so everywhere.
          if (changes.email !== undefined) {
            await endSessions(tx, person, person.credentialId);
            await endPasswordLink(tx, person);
          }
          return changed;
        });
        return { account: accountMessage(updated ?? row) };
      }),

    changePassword: ({ oldPassword, newPassword }, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        const row = await ownAccount(sql, person);
        if (row.email === null) throw noAddress();
        acceptPassword('new_password', newPassword, { email: row.email, displayName: row.display_name });
        const caller = context.values.get(callerKey);
        const old = row.has_password
          ? await confirmPassword(parts, row, { password: oldPassword, caller, signal: context.signal })
          : undefined;
        const hash = await passwords.hash(newPassword, context.signal);
        await sql.begin(async (tx) => {
          const isSet = await setPasswordHash(tx, person, {
            hash,
            ...(old && { replacing: old.passwordHash }),
          });
          // Somebody else has changed it since it was checked.
          if (!isSet) throw wrongPassword();
          await endSessions(tx, person, person.credentialId);
          await endPasswordLink(tx, person);
          await audit(tx, { target: person, actorId: person.accountId, action: 'password.changed' });
        });
        return {};
      }),

    redeemPasswordLink: ({ token, newPassword }, context) =>
      answerPrivately(context, async () => {
        // Not counted: nobody guesses 256 bits, and nothing costs much before the link is found.
        const user = await passwordLinkOwner(sql, { token, password: newPassword, now: now() });
        const hash = await passwords.hash(newPassword, context.signal);
        await redeemPasswordLink(sql, { user, token, hash });
        return {};
      }),

    deleteAccount: ({ confirmation }, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        const row = await ownAccount(sql, person);
        const caller = context.values.get(callerKey);
        if (row.has_password) {
          await confirmPassword(parts, row, { password: confirmation, caller, signal: context.signal });
        } else {
          confirmByEmail(row, confirmation);
        }
        await sql.begin(async (tx) => {
          await tx.unsafe(LOCK_METERS_ALONE);
          await keepingAdministrators(tx, person.siteId, async () => {
            await deleteAccount(tx, person);
            await audit(tx, { target: person, actorId: person.accountId, action: 'account.deleted' });
          });
        });
        clearSession(context);
        return {};
      }),

    exportAccount: (_request, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        await ownAccount(sql, person);
        const document = await exportAccount(sql, person);
        return {
          fileName: `wattlet-account-${now().toISOString().slice(0, 10)}.json`,
          json: new TextEncoder().encode(JSON.stringify(document, undefined, 2)),
        };
      }),
  };
}

function confirmByEmail({ email }: AccountRow, confirmation: string): void {
  if (email !== null && confirmation.trim().toLowerCase() === email.toLowerCase()) return;
  const description = 'type the e-mail address of the account to delete it';
  throw invalidRequest([{ field: 'confirmation', reason: 'NOT_CONFIRMED', description }]);
}

function noAddress() {
  const message = 'this account has no e-mail address to sign in with';
  return failedPrecondition({ reason: 'NO_EMAIL', message });
}
