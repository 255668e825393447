import type { Transaction } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';

/**
 * Ends the link by which an account's password may be set, in the transaction that changes what the link was made for: the password,
 * the address, the role, or whether the user may sign in. Else whoever made it for a customer would hold the
 * account of an administrator. The account is to be locked.
 */
export async function endPasswordLink(tx: Transaction, { siteId, accountId }: AccountKey): Promise<void> {
  await tx`delete from password_link where site_id = ${siteId} and account_id = ${accountId}`;
}
