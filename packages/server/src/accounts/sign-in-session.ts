import type { HandlerContext } from '@connectrpc/connect';
import { callerKey } from '../access/caller-key.ts';
import { principalKey } from '../access/principal-key.ts';
import type { Transaction } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';
import type { AccountParts } from './account-parts.ts';
import { hashAddress, rememberAddress } from './known-addresses.ts';
import { sendSession } from './session-cookie.ts';
import { endSession, startSession } from './sessions.ts';

/**
 * Starts a session of somebody who has shown who they are, in place of the one that the browser had. The returned
 * function gives it to the browser: call it when the transaction is committed.
 */
export async function signInSession(
  tx: Transaction,
  account: AccountKey,
  {
    parts,
    context,
  }: { readonly parts: Pick<AccountParts, 'addressKey' | 'now'>; readonly context: HandlerContext },
): Promise<() => void> {
  const now = parts.now();
  const former = context.values.get(principalKey);
  if (former.kind === 'person' && former.via === 'session') await endSession(tx, former, former.credentialId);
  const { address } = context.values.get(callerKey);
  await rememberAddress(tx, account, { hash: hashAddress(parts.addressKey, account, address), now });
  const userAgent = context.requestHeader.get('user-agent') ?? '';
  const { value, expiresAt } = await startSession(tx, account, { userAgent, now });
  return () => sendSession(context, value, expiresAt);
}
