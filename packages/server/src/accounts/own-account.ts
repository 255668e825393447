import type { Person } from '../access/principal.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import { unauthenticated } from '../rpc/errors.ts';
import { type AccountRow, findAccount } from './account-store.ts';

/**
 * The account of who calls.
 *
 * @throws `unauthenticated` if it was deleted a moment ago.
 */
export async function ownAccount(sql: AnySql, person: Person): Promise<AccountRow> {
  const row = await findAccount(sql, person);
  if (row) return row;
  throw unauthenticated({ reason: 'ACCOUNT_DELETED', message: 'the account does not exist any more' });
}
