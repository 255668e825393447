import type { ServiceImpl } from '@connectrpc/connect';
import { callerKey } from '../access/caller-key.ts';
import { principalKey } from '../access/principal-key.ts';
import type { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { acceptPassword } from './accept-password.ts';
import { accountMessage, subscriptionMessage } from './account-messages.ts';
import type { AccountParts } from './account-parts.ts';
import { claimingEmail, findAccount } from './account-store.ts';
import { addPerson } from './add-person.ts';
import { answerPrivately } from './answer-privately.ts';
import { checkPassword } from './check-password.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';
import { clearSession } from './session-cookie.ts';
import { endSession, SessionRefusedError } from './sessions.ts';
import { signInSession } from './sign-in-session.ts';
import { findSubscription } from './subscription-store.ts';

type Methods = 'signUp' | 'signIn' | 'signOut' | 'getSession';

/** How people come in and go, and who they are then. */
export function signInMethods(parts: AccountParts): Pick<ServiceImpl<typeof AccountService>, Methods> {
  const { sql, passwords, limits, now } = parts;
  return {
    signUp: ({ email, displayName, password }, context) =>
      answerPrivately(context, async () => {
        acceptPassword('password', password, { email, displayName });
        await limits.countSignUp(context.values.get(callerKey).address, now());
        // Before it is known whether the address is taken: the time does not tell what the answer does not.
        const passwordHash = await passwords.hash(password, context.signal);
        const { row, subscription, send } = await claimingEmail(sql, async (tx) => {
          const made = await addPerson(tx, {
            ...{ siteId: PLATFORM_SITE_ID, email, emailVerified: false, displayName, passwordHash },
            ...{ role: 'customer', actor: 'oneself', action: 'account.signed-up', now: now() },
          });
          const account = { siteId: made.row.site_id, accountId: made.row.account_id };
          return { ...made, send: await signInSession(tx, account, { parts, context }) };
        });
        await send();
        return {
          account: accountMessage(row),
          ...(subscription && { subscription: subscriptionMessage(subscription, now()) }),
        };
      }),

    signIn: ({ email, password }, context) =>
      answerPrivately(context, async () => {
        const caller = context.values.get(callerKey);
        const claim = { email, password, caller, signal: context.signal };
        const key = await checkPassword(parts, claim);
        const send = await signInSession(sql, key, { parts, context }).catch(async (error: unknown) => {
          if (!(error instanceof SessionRefusedError)) throw error;
          // The password may have been changed meanwhile, or only hashed again: it is looked at as it is now.
          return signInSession(sql, await checkPassword(parts, claim), { parts, context });
        });
        await send();
        return describe(parts, key);
      }),

    signOut: (_request, context) =>
      answerPrivately(context, async () => {
        const principal = context.values.get(principalKey);
        if (principal.kind === 'person' && principal.via === 'session') {
          await endSession(sql, principal, principal.credentialId);
        }
        clearSession(context);
        return {};
      }),

    getSession: (_request, context) =>
      answerPrivately(context, async () => {
        const principal = context.values.get(principalKey);
        const forAll = { providers: [...parts.providers], previewArea: parts.previewArea };
        return principal.kind === 'person' ? { ...(await describe(parts, principal)), ...forAll } : forAll;
      }),
  };
}

async function describe({ sql, now }: AccountParts, key: { siteId: string; accountId: string }) {
  const row = await findAccount(sql, key);
  const subscription = await findSubscription(sql, key);
  return {
    ...(row && { account: accountMessage(row) }),
    ...(subscription && { subscription: subscriptionMessage(subscription, now()) }),
  };
}
