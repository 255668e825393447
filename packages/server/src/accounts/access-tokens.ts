import type { Role, Scope } from '../access/principal.ts';
import type { AnySql, Transaction } from '../platform/postgres/database.ts';
import { failedPrecondition } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';
import { hashOpaqueToken, makeOpaqueToken } from './opaque-token.ts';

/** What every access token begins with, so that people and scanners of sources know one when they see it. */
export const ACCESS_TOKEN_PREFIX = 'wt_';

const DAY_MS = 86_400_000;
const MOST_TOKENS = 50;
/** Characters that are kept to tell tokens apart: 36 of 256 bits. */
const SHOWN_LENGTH = ACCESS_TOKEN_PREFIX.length + 6;
/** How often the last use is written down. */
const TOUCH_MS = 60_000;

/** An access token without its text. */
export interface AccessTokenRow {
  readonly access_token_id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly prefix: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
}

export interface NewAccessToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: number;
  readonly now: Date;
}

/** Whose token a text is. */
export interface FoundAccessToken extends AccountKey {
  readonly accessTokenId: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
}

/**
 * Makes a token for the account, which must be locked. The text is not stored.
 *
 * @throws `failed_precondition` if the account has 50.
 */
export async function createAccessToken(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
  { name, scopes, days, now }: NewAccessToken,
): Promise<{ row: AccessTokenRow; token: string }> {
  const [{ count } = { count: 0n }] = await tx<{ count: bigint }[]>`
    select count(*) from access_token
    where site_id = ${siteId} and account_id = ${accountId}`;
  if (count >= MOST_TOKENS) {
    const message = `there are ${MOST_TOKENS} access tokens already: revoke one that is not needed`;
    throw failedPrecondition({ reason: 'TOO_MANY_ACCESS_TOKENS', message });
  }
  const token = `${ACCESS_TOKEN_PREFIX}${makeOpaqueToken()}`;
  const [row] = await tx<AccessTokenRow[]>`
    insert into access_token as t (site_id, account_id, name, scopes, prefix, hash, created_at, expires_at)
    values (${siteId}, ${accountId}, ${name}, ${[...scopes]}, ${token.slice(0, SHOWN_LENGTH)},
      ${hashOpaqueToken(token)}, ${now}, ${new Date(now.getTime() + days * DAY_MS)})
    returning ${columns(tx)}`;
  if (row === undefined) throw new Error('the new access token was not returned');
  return { row, token };
}

/** Whose token a text is; undefined if it is none or has ended. Notes that it is used, once a minute. */
export async function findAccessToken(
  sql: AnySql,
  token: string,
  now: Date,
): Promise<FoundAccessToken | undefined> {
  const [row] = await sql<(AccessTokenRow & { site_id: string; account_id: string; role: Role })[]>`
    select ${columns(sql)}, t.site_id, t.account_id, a.role
    from access_token t join account a on a.site_id = t.site_id and a.account_id = t.account_id
    where t.hash = ${hashOpaqueToken(token)} and t.expires_at > ${now} and a.disabled_at is null`;
  if (row === undefined) return undefined;
  const { access_token_id, last_used_at } = row;
  if (last_used_at === null || last_used_at.getTime() <= now.getTime() - TOUCH_MS) {
    await sql`
      update access_token set last_used_at = greatest(last_used_at, ${now})
      where access_token_id = ${access_token_id}`;
  }
  return {
    siteId: row.site_id,
    accountId: row.account_id,
    accessTokenId: access_token_id,
    role: row.role,
    scopes: row.scopes,
    expiresAt: row.expires_at,
  };
}

/** An account's tokens, the newest first, also those that have ended. */
export async function listAccessTokens(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
): Promise<AccessTokenRow[]> {
  return sql<AccessTokenRow[]>`
    select ${columns(sql)} from access_token t where site_id = ${siteId} and account_id = ${accountId}
    order by created_at desc, access_token_id`;
}

/** Ends a token at once and forgets it. False if the account has no such token. */
export async function revokeAccessToken(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
  accessTokenId: string,
): Promise<boolean> {
  const { count } = await tx`
    delete from access_token
    where site_id = ${siteId} and account_id = ${accountId} and access_token_id = ${accessTokenId}`;
  return count > 0;
}

function columns(sql: AnySql) {
  return sql`access_token_id, name, scopes, prefix, t.created_at, expires_at, last_used_at`;
}
