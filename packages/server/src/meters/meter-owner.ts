import { ensureCustomers } from '../embedding/customer-store.ts';
import { isSubject } from '../embedding/plain-text.ts';
import type { Transaction } from '../platform/postgres/database.ts';
import { invalidRequest, notFound } from '../rpc/errors.ts';
import { isOfSite } from './meter-store.ts';

/** Whose a meter shall be: an account of its site, or a customer by the site's own id of them; undefined for nobody. */
export type MeterOwner = { readonly accountId: string } | { readonly subject: string } | undefined;

/**
 * Whom a request names.
 *
 * @throws ConnectError `invalid_argument` if it names one in two ways, or by what can be no id of a customer.
 */
export function ownerOf({
  ownerId,
  ownerSubject,
}: {
  readonly ownerId: string;
  readonly ownerSubject: string;
}): MeterOwner {
  if (ownerSubject === '') return ownerId === '' ? undefined : { accountId: ownerId };
  if (ownerId !== '') throw invalid('TWO_OWNERS', 'names an owner beside owner_id: leave one of them out');
  if (!isSubject(ownerSubject)) throw invalid('NOT_PLAIN', 'has characters for control, or more than 200');
  return { subject: ownerSubject };
}

/**
 * The account of an owner. A customer whom the site has not sent yet is made, as their first embed token would.
 *
 * @throws ConnectError `not_found` for an account that the site has not.
 */
export async function accountOfOwner(
  tx: Transaction,
  siteId: string,
  owner: MeterOwner,
): Promise<string | undefined> {
  if (owner === undefined) return undefined;
  if ('subject' in owner) return (await ensureCustomers(tx, siteId, [owner.subject])).get(owner.subject);
  if (await isOfSite(tx, siteId, owner.accountId)) return owner.accountId;
  const description = `there is no user ${owner.accountId} on the site of the meter`;
  throw notFound({ field: 'owner_id', reason: 'UNKNOWN_USER', description });
}

const invalid = (reason: string, description: string) =>
  invalidRequest([{ field: 'owner_subject', reason, description }]);
