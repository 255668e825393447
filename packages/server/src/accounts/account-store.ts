import postgres from 'postgres';
import type { Role } from '../access/principal.ts';
import type { AnySql, Sql, Transaction } from '../platform/postgres/database.ts';
import { alreadyExists } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';

/** An account as it may be shown. */
export interface AccountRow {
  readonly site_id: string;
  readonly account_id: string;
  /** Null for customers of a site who came with its token. */
  readonly email: string | null;
  readonly email_verified: boolean;
  readonly external_subject: string | null;
  readonly display_name: string;
  readonly role: Role;
  readonly created_at: Date;
  readonly has_password: boolean;
  /** Since when an administrator keeps the user out. */
  readonly disabled_at: Date | null;
}

/** A new account of somebody who has an address. */
export interface NewAccount {
  readonly siteId: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly displayName: string;
  /** Undefined for those who sign in otherwise. */
  readonly passwordHash: string | undefined;
  readonly role: Role;
}

/** New values; what is undefined stays. */
export interface AccountChanges {
  readonly displayName?: string | undefined;
  /** Counts as not verified until it is. */
  readonly email?: string | undefined;
  readonly role?: Role | undefined;
  /** Whether the user is kept out. */
  readonly disabled?: boolean | undefined;
}

/** Runs a transaction in which an e-mail address may turn out to be taken: that is `already_exists`. */
export async function claimingEmail<T>(sql: Sql, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    // The driver's type unwraps arrays of promises, of which there are none.
    return (await sql.begin(work)) as T;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.constraint_name !== 'account_email') throw error;
    const description = 'there is an account with this address already: sign in, or use another address';
    throw alreadyExists({ field: 'email', reason: 'EMAIL_TAKEN', description });
  }
}

/** Adds an account, within {@link claimingEmail}. */
export async function insertAccount(tx: Transaction, account: NewAccount): Promise<AccountRow> {
  const { siteId, email, emailVerified, displayName, passwordHash, role } = account;
  const [row] = await tx<AccountRow[]>`
    insert into account (site_id, email, email_verified, display_name, password_hash, role)
    values (${siteId}, ${email}, ${emailVerified}, ${displayName}, ${passwordHash ?? null}, ${role})
    returning ${columns(tx)}`;
  if (row === undefined) throw new Error('the new account was not returned');
  return row;
}

/** An account of the site. */
export async function findAccount(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
): Promise<AccountRow | undefined> {
  const [row] = await sql<AccountRow[]>`
    select ${columns(sql)} from account where site_id = ${siteId} and account_id = ${accountId}`;
  return row;
}

/** The account that an e-mail address is of, on whatever site. */
export async function findAccountByEmail(sql: AnySql, email: string): Promise<AccountRow | undefined> {
  const [row] = await sql<AccountRow[]>`
    select ${columns(sql)} from account where lower(email) = lower(${email.trim()})`;
  return row;
}

/** The account of {@link findAccount}, locked against changes until the transaction ends. */
export async function lockAccount(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
): Promise<AccountRow | undefined> {
  const [row] = await tx<AccountRow[]>`
    select ${columns(tx)} from account
    where site_id = ${siteId} and account_id = ${accountId} for no key update`;
  return row;
}

/** What signing in to an account is decided by. */
export interface SignInRow extends AccountKey {
  readonly passwordHash: string | undefined;
  /** Whether it was signed in to from this address before. */
  readonly isKnownAddress: boolean;
  /** An administrator keeps the user out. */
  readonly isDisabled: boolean;
}

/** Finds the account that an e-mail address is of, on whatever site, and whether it knows the caller's address. */
export async function findSignIn(
  sql: AnySql,
  email: string,
  addressHash: Buffer,
): Promise<SignInRow | undefined> {
  const [row] = await sql<
    {
      site_id: string;
      account_id: string;
      password_hash: string | null;
      is_known_address: boolean;
      is_disabled: boolean;
    }[]
  >`
    select a.site_id, a.account_id, a.password_hash, k.address_hash is not null as is_known_address,
      a.disabled_at is not null as is_disabled
    from account a left join known_address k
      on k.site_id = a.site_id and k.account_id = a.account_id and k.address_hash = ${addressHash}
    where lower(a.email) = lower(${email.trim()})`;
  return (
    row && {
      siteId: row.site_id,
      accountId: row.account_id,
      passwordHash: row.password_hash ?? undefined,
      isKnownAddress: row.is_known_address,
      isDisabled: row.is_disabled,
    }
  );
}

/** Changes an account, within {@link claimingEmail}. Undefined if there is none. */
export async function updateAccount(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
  { displayName, email, role, disabled }: AccountChanges,
): Promise<AccountRow | undefined> {
  const [row] = await tx<AccountRow[]>`
    update account set
      display_name = coalesce(${displayName ?? null}, display_name),
      email_verified = email_verified and lower(coalesce(${email ?? null}, email)) = lower(email),
      email = coalesce(${email ?? null}, email),
      role = coalesce(${role ?? null}, role),
      disabled_at = case ${disabled ?? null}::boolean
        when true then coalesce(disabled_at, transaction_timestamp()) when false then null else disabled_at end,
      updated_at = transaction_timestamp()
    where site_id = ${siteId} and account_id = ${accountId}
    returning ${columns(tx)}`;
  return row;
}

/** Sets a password. With `replacing`, only if the hash is still that one. */
export async function setPasswordHash(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  hashes: { readonly hash: string; readonly replacing?: string },
): Promise<boolean> {
  const { count } = await sql`
    update account set password_hash = ${hashes.hash}, updated_at = transaction_timestamp()
    where site_id = ${siteId} and account_id = ${accountId}
      and ${hashes.replacing === undefined ? sql`true` : sql`password_hash = ${hashes.replacing}`}`;
  return count > 0;
}

/**
 * Deletes an account with everything that is its own. False if there is none. Its meters become nobody's: the transaction
 * begins with `LOCK_METERS_ALONE`.
 */
export async function deleteAccount(tx: Transaction, { siteId, accountId }: AccountKey): Promise<boolean> {
  const { count } = await tx`
    delete from account where site_id = ${siteId} and account_id = ${accountId}`;
  return count > 0;
}

/** The columns of an {@link AccountRow}. */
export function columns(sql: AnySql) {
  return sql`
    account.site_id, account.account_id, account.email, account.email_verified, account.external_subject,
    account.display_name, account.role, account.created_at, account.password_hash is not null as has_password,
    account.disabled_at`;
}
