import type { AnySql, Transaction } from '../platform/postgres/database.ts';
import { alreadyExists } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';
import { extendTerm, type SubscriptionTerm, trialTerm } from './subscription-term.ts';

/** How a line of the ledger came about. */
export type SubscriptionReason = 'trial' | 'manual' | 'granted';

/** A line of an account's ledger. */
export interface LedgerLine {
  readonly request_id: string;
  readonly months: number;
  readonly anchor_at: Date;
  readonly anchor_months: number;
  readonly ends_at: Date;
  readonly reason: SubscriptionReason;
  readonly at: Date;
}

/** Months to add to a subscription. */
export interface Extension {
  /** Chosen by the client: the same id adds its months once. */
  readonly requestId: string;
  readonly months: number;
  readonly reason: Exclude<SubscriptionReason, 'trial'>;
  /** Who grants it; undefined for oneself. */
  readonly grantedBy: string | undefined;
  readonly now: Date;
}

/** Begins a new account's trial. */
export async function startTrial(tx: Transaction, account: AccountKey, now: Date): Promise<LedgerLine> {
  const line = { requestId: crypto.randomUUID(), months: 0, reason: 'trial' as const, grantedBy: undefined };
  return addLine(tx, account, { ...line, sequence: 1, term: trialTerm(now), now });
}

/**
 * Adds months to the account's subscription; the account must be locked. A request id that is there already adds
 * nothing.
 *
 * @throws `already_exists` if the request id was used with another number of months.
 */
export async function extendSubscription(
  tx: Transaction,
  account: AccountKey,
  extension: Extension,
): Promise<{ line: LedgerLine; isNew: boolean }> {
  const done = await findExtension(tx, account, extension);
  const last = await lastLine(tx, account);
  if (done && last) return { line: last, isNew: false };
  const term = last && { anchorAt: last.anchor_at, anchorMonths: last.anchor_months, endsAt: last.ends_at };
  const line = await addLine(tx, account, {
    ...extension,
    sequence: (last?.sequence ?? 0) + 1,
    term: extendTerm(term, extension.months, extension.now),
  });
  return { line, isNew: true };
}

/**
 * Whether the request has added its months already.
 *
 * @throws `already_exists` if its id was used with another number of months.
 */
export async function findExtension(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
  { requestId, months }: Pick<Extension, 'requestId' | 'months'>,
): Promise<boolean> {
  const [row] = await sql<{ months: number }[]>`
    select months from subscription_entry
    where site_id = ${siteId} and account_id = ${accountId} and request_id = ${requestId}`;
  if (row === undefined || row.months === months) return row !== undefined;
  const description = `this request id has added ${row.months} months already: use a new one for another extension`;
  throw alreadyExists({ field: 'request_id', reason: 'REQUEST_ID_REUSED', description });
}

/** The line that says when an account's subscription ends; undefined if it never had one. */
export async function findSubscription(sql: AnySql, account: AccountKey): Promise<LedgerLine | undefined> {
  return lastLine(sql, account);
}

/** All lines of an account's ledger, the newest first. */
export async function listLedger(sql: AnySql, { siteId, accountId }: AccountKey): Promise<LedgerLine[]> {
  return sql<LedgerLine[]>`
    select request_id, months, anchor_at, anchor_months, ends_at, reason, at from subscription_entry
    where site_id = ${siteId} and account_id = ${accountId} order by sequence desc`;
}

async function lastLine(
  sql: AnySql,
  { siteId, accountId }: AccountKey,
): Promise<(LedgerLine & { sequence: number }) | undefined> {
  const [line] = await sql<(LedgerLine & { sequence: number })[]>`
    select request_id, months, anchor_at, anchor_months, ends_at, reason, at, sequence from subscription_entry
    where site_id = ${siteId} and account_id = ${accountId} order by sequence desc limit 1`;
  return line;
}

interface NewLine {
  readonly requestId: string;
  readonly months: number;
  readonly reason: SubscriptionReason;
  readonly grantedBy: string | undefined;
  readonly sequence: number;
  readonly term: SubscriptionTerm;
  readonly now: Date;
}

async function addLine(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
  { requestId, months, reason, grantedBy, sequence, term, now }: NewLine,
): Promise<LedgerLine> {
  const { anchorAt, anchorMonths, endsAt } = term;
  const [line] = await tx<LedgerLine[]>`
    insert into subscription_entry (site_id, account_id, request_id, sequence, months, anchor_at, anchor_months,
      ends_at, reason, granted_by, at)
    values (${siteId}, ${accountId}, ${requestId}, ${sequence}, ${months}, ${anchorAt}, ${anchorMonths}, ${endsAt},
      ${reason}, ${grantedBy ?? null}, ${now})
    returning request_id, months, anchor_at, anchor_months, ends_at, reason, at`;
  if (line === undefined) throw new Error('the new line of the ledger was not returned');
  return line;
}
