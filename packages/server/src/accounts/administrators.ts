import type { Transaction } from '../platform/postgres/database.ts';
import { failedPrecondition } from '../rpc/errors.ts';

/**
 * Runs a change of a site's accounts, one at a time on each site.
 *
 * @throws `failed_precondition` if the site had an administrator before and has none after it, or an operator; the
 *   transaction must then be rolled back.
 */
export async function keepingAdministrators<T>(
  tx: Transaction,
  siteId: string,
  change: () => Promise<T>,
): Promise<T> {
  await tx`select from site where site_id = ${siteId} for no key update`;
  const before = await countThem(tx, siteId);
  const result = await change();
  const after = await countThem(tx, siteId);
  if (before.administrators > 0n && after.administrators === 0n) {
    const message = 'this is the last administrator of the site: make somebody else one first';
    throw failedPrecondition({ reason: 'LAST_ADMINISTRATOR', message });
  }
  if (before.operators > 0n && after.operators === 0n) {
    const message = 'this is the last operator: make somebody else one first';
    throw failedPrecondition({ reason: 'LAST_OPERATOR', message });
  }
  return result;
}

async function countThem(tx: Transaction, siteId: string) {
  const [counts] = await tx<{ administrators: bigint; operators: bigint }[]>`
    select count(*) as administrators, count(*) filter (where role = 'operator') as operators
    from account
    where site_id = ${siteId} and role in ('administrator', 'operator') and disabled_at is null`;
  return counts ?? { administrators: 0n, operators: 0n };
}
