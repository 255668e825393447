import { createHmac } from 'node:crypto';
import type { AnySql, Transaction } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';
import { addressBlock } from './address-block.ts';

/** The least recently used beyond so many are forgotten. */
const MOST_ADDRESSES = 20;

/** What is stored of an address: a keyed hash, as there are too few addresses for a plain one to hide them. */
export function hashAddress(key: Uint8Array, { siteId, accountId }: AccountKey, address: string): Buffer {
  return createHmac('sha256', key)
    .update(`${siteId} ${accountId} ${addressBlock(address)}`)
    .digest();
}

/** Notes that somebody has signed in to the account from there. */
export async function rememberAddress(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
  { hash, now }: { readonly hash: Buffer; readonly now: Date },
): Promise<void> {
  await tx`
    insert into known_address (site_id, account_id, address_hash, last_used_at)
    values (${siteId}, ${accountId}, ${hash}, ${now})
    on conflict (site_id, account_id, address_hash)
    do update set last_used_at = greatest(known_address.last_used_at, excluded.last_used_at)`;
  await tx`
    delete from known_address where site_id = ${siteId} and account_id = ${accountId} and address_hash in (
      select address_hash from known_address where site_id = ${siteId} and account_id = ${accountId}
      order by last_used_at desc offset ${MOST_ADDRESSES})`;
}

/** Whether somebody has signed in to the account from there before. */
export async function isKnownAddress(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  hash: Buffer,
): Promise<boolean> {
  const rows = await sql`
    select from known_address
    where site_id = ${siteId} and account_id = ${accountId} and address_hash = ${hash}`;
  return rows.length > 0;
}
