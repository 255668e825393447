import type { Transaction } from '../platform/postgres/database.ts';
import { type AccessTokenRow, createAccessToken, type NewAccessToken } from './access-tokens.ts';
import type { AccountKey } from './account-key.ts';
import { lockAccount } from './account-store.ts';
import { audit } from './audit.ts';

/**
 * Makes an access token and writes that down. The text is in the result only.
 *
 * @throws `failed_precondition` if the account has 50.
 */
export async function issueAccessToken(
  tx: Transaction,
  account: AccountKey,
  { actorId, ...token }: NewAccessToken & { readonly actorId: string | undefined },
): Promise<{ row: AccessTokenRow; token: string }> {
  await lockAccount(tx, account);
  const made = await createAccessToken(tx, account, token);
  const detail = { token: made.row.access_token_id, scopes: token.scopes, days: token.days };
  await audit(tx, { target: account, actorId, action: 'token.created', detail });
  return made;
}
