import type { Role } from '../access/principal.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';
import { MOST_KNOWN_ADDRESSES } from './known-addresses.ts';
import { hashOpaqueToken, makeOpaqueToken } from './opaque-token.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A session ends when it is not used for so long, and in any case some time after it began. */
export const SESSION_IDLE_MS = 14 * DAY_MS;
export const SESSION_LIFE_MS = 90 * DAY_MS;

/** A value that is in use for so long is replaced. */
export const SESSION_ROTATION_MS = 60 * MINUTE_MS;
/** The replaced value counts so long after the first use of the new one. */
export const SESSION_OVERLAP_MS = MINUTE_MS;

/** How often the last use is written down. */
const TOUCH_MS = MINUTE_MS;

/** The oldest beyond so many are ended, at the latest by the next one that starts. */
const MOST_SESSIONS = 50;
const MOST_USER_AGENT = 200;

/** A session that runs. */
export interface SessionRow {
  readonly session_id: string;
  readonly created_at: Date;
  readonly last_used_at: Date;
  readonly expires_at: Date;
  readonly user_agent: string;
}

/** Whose session a cookie's value is. */
export interface FoundSession extends AccountKey {
  readonly sessionId: string;
  readonly role: Role;
  /** The end if it is not used any more. */
  readonly expiresAt: Date;
  /** True if the browser should get a new value: see {@link rotateSession}. */
  readonly renewalDue: boolean;
}

/** Where a session is started, and when. */
export interface SessionStart {
  readonly userAgent: string;
  /** Of the address that is to be known from now on. */
  readonly addressHash?: Buffer;
  /** The hash that a password was checked against: if it is another by now, no session starts. */
  readonly passwordHash?: string;
  readonly now: Date;
}

/** The account is gone or disabled, or its password was changed since it was checked. */
export class SessionRefusedError extends Error {
  override readonly name = 'SessionRefusedError';
}

/**
 * Starts a session, and notes the address as a known one. The value is for the cookie and is not stored. Sessions and
 * addresses beyond what is kept go. One at a time for each account, which is locked first.
 *
 * @throws SessionRefusedError
 */
export async function startSession(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  { userAgent, addressHash, passwordHash, now }: SessionStart,
): Promise<{ sessionId: string; value: string; expiresAt: Date }> {
  const value = makeOpaqueToken();
  const expiresAt = later(now, SESSION_LIFE_MS);
  const hash = addressHash ?? null;
  const own = sql`site_id = ${siteId} and account_id = ${accountId}`;
  // Looked at again once the account is locked: a password change that came between ends no session that starts after it.
  const unchanged = passwordHash === undefined ? sql`true` : sql`password_hash = ${passwordHash}`;
  // The parts of a statement do not see what the others write: hence one less than the most.
  const [row] = await sql<{ session_id: string }[]>`
    with owner as (select site_id, account_id from account
      where ${own} and disabled_at is null and ${unchanged} for no key update),
    too_old as (
      delete from session where session_id in (
        select session_id from owner join session using (site_id, account_id)
        order by last_used_at desc, created_at desc offset ${MOST_SESSIONS - 1})),
    address as (
      insert into known_address (site_id, account_id, address_hash, last_used_at)
      select site_id, account_id, ${hash}, ${now} from owner where ${hash}::bytea is not null
      on conflict (site_id, account_id, address_hash)
      do update set last_used_at = greatest(known_address.last_used_at, excluded.last_used_at)),
    forgotten as (
      delete from known_address where ${own} and address_hash in (
        select address_hash from owner join known_address using (site_id, account_id)
        where address_hash <> ${hash} order by last_used_at desc offset ${MOST_KNOWN_ADDRESSES - 1}))
    insert into session (site_id, account_id, token_hash, rotated_at, created_at, last_used_at, expires_at, user_agent)
    select site_id, account_id, ${hashOpaqueToken(value)}, ${now}, ${now}, ${now}, ${expiresAt},
      ${userAgent.slice(0, MOST_USER_AGENT)}
    from owner returning session_id`;
  if (row === undefined)
    throw new SessionRefusedError('the account is gone or disabled, or its password was changed');
  return { sessionId: row.session_id, value, expiresAt };
}

/** Whose session a cookie's value is; undefined if none runs. Notes that it is used, once a minute. */
export async function findSession(sql: AnySql, value: string, now: Date): Promise<FoundSession | undefined> {
  const hash = hashOpaqueToken(value);
  const [row] = await sql<FoundRow[]>`
    select s.session_id, s.site_id, s.account_id, a.role, s.last_used_at, s.expires_at, s.rotated_at, s.confirmed_at,
      s.token_hash = ${hash} as is_current
    from session s join account a on a.site_id = s.site_id and a.account_id = s.account_id
    where a.disabled_at is null and s.expires_at > ${now} and s.last_used_at > ${later(now, -SESSION_IDLE_MS)}
      and (s.token_hash = ${hash} or (s.previous_hash = ${hash} and
        (s.confirmed_at is null or s.confirmed_at > ${later(now, -SESSION_OVERLAP_MS)})))`;
  if (row === undefined) return undefined;
  const confirms = row.is_current && row.confirmed_at === null;
  const touches = confirms || row.last_used_at <= later(now, -TOUCH_MS);
  if (touches) await touch(sql, row, { now, hash });
  const idleEnd = later(touches ? now : row.last_used_at, SESSION_IDLE_MS);
  return {
    siteId: row.site_id,
    accountId: row.account_id,
    sessionId: row.session_id,
    role: row.role,
    expiresAt: new Date(Math.min(idleEnd.getTime(), row.expires_at.getTime())),
    renewalDue: isRenewalDue(row, now),
  };
}

/**
 * Replaces a value that was used for an hour, or one whose successor never reached the browser. Returns the new one;
 * undefined if nothing is due, or another request has done it already. The old value goes on to count
 * until a minute after the new one is first used, so that an answer that is lost signs nobody out.
 */
export async function rotateSession(sql: AnySql, value: string, now: Date): Promise<string | undefined> {
  const hash = hashOpaqueToken(value);
  const successor = makeOpaqueToken();
  const { count } = await sql`
    update session set previous_hash = ${hash}, token_hash = ${hashOpaqueToken(successor)}, rotated_at = ${now},
      confirmed_at = null
    where expires_at > ${now} and (
      (token_hash = ${hash} and rotated_at <= ${later(now, -SESSION_ROTATION_MS)})
      or (previous_hash = ${hash} and confirmed_at is null and rotated_at <= ${later(now, -SESSION_OVERLAP_MS)}))`;
  return count > 0 ? successor : undefined;
}

/** An account's sessions that run, the newest first. */
export async function listSessions(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  now: Date,
): Promise<SessionRow[]> {
  return sql<SessionRow[]>`
    select session_id, created_at, last_used_at,
      least(expires_at, last_used_at + ${`${SESSION_IDLE_MS} ms`}::interval) as expires_at, user_agent
    from session
    where site_id = ${siteId} and account_id = ${accountId}
      and expires_at > ${now} and last_used_at > ${later(now, -SESSION_IDLE_MS)}
    order by created_at desc, session_id`;
}

/** Ends one of an account's sessions. False if it has no such session. */
export async function endSession(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  sessionId: string,
): Promise<boolean> {
  const { count } = await sql`
    delete from session where site_id = ${siteId} and account_id = ${accountId} and session_id = ${sessionId}`;
  return count > 0;
}

/** Ends all of an account's sessions, but the one that is named. */
export async function endSessions(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  except?: string,
): Promise<void> {
  await sql`
    delete from session
    where site_id = ${siteId} and account_id = ${accountId} and session_id is distinct from ${except ?? null}`;
}

interface FoundRow {
  readonly session_id: string;
  readonly site_id: string;
  readonly account_id: string;
  readonly role: Role;
  readonly last_used_at: Date;
  readonly expires_at: Date;
  readonly rotated_at: Date;
  readonly confirmed_at: Date | null;
  readonly is_current: boolean;
}

function isRenewalDue({ is_current, rotated_at, confirmed_at }: FoundRow, now: Date): boolean {
  if (is_current) return rotated_at <= later(now, -SESSION_ROTATION_MS);
  return confirmed_at === null && rotated_at <= later(now, -SESSION_OVERLAP_MS);
}

/** Only the present value confirms itself: the session may have been given another one since it was read. */
async function touch(
  sql: AnySql,
  { session_id }: FoundRow,
  { now, hash }: { readonly now: Date; readonly hash: Buffer },
): Promise<void> {
  await sql`
    update session set last_used_at = greatest(last_used_at, ${now}),
      confirmed_at = case when token_hash = ${hash} then coalesce(confirmed_at, ${now}) else confirmed_at end
    where session_id = ${session_id}`;
}

const later = (date: Date, ms: number): Date => new Date(date.getTime() + ms);
