import type { HandlerContext } from '@connectrpc/connect';
import { callerKey } from '../access/caller-key.ts';
import { principalKey } from '../access/principal-key.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';
import type { AccountParts } from './account-parts.ts';
import { hashAddress } from './known-addresses.ts';
import { sendSession } from './session-cookie.ts';
import { endSession, startSession } from './sessions.ts';

type Parts = Pick<AccountParts, 'sql' | 'addressKey' | 'now'>;

/**
 * Starts a session of somebody who has shown who they are. The returned function gives it to the browser, in place of the
 * one that it had: call it when the transaction is committed.
 */
export async function signInSession(
  sql: AnySql,
  account: AccountKey & { readonly passwordHash?: string },
  { parts, context }: { readonly parts: Parts; readonly context: HandlerContext },
): Promise<() => Promise<void>> {
  const { address } = context.values.get(callerKey);
  const { value, expiresAt } = await startSession(sql, account, {
    userAgent: context.requestHeader.get('user-agent') ?? '',
    addressHash: hashAddress(parts.addressKey, address),
    ...(account.passwordHash !== undefined && { passwordHash: account.passwordHash }),
    now: parts.now(),
  });
  return async () => {
    const former = context.values.get(principalKey);
    if (former.kind === 'person' && former.via === 'session') {
      await endSession(parts.sql, former, former.credentialId);
    }
    sendSession(context, value, expiresAt);
  };
}
