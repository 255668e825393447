import type { Role } from '../access/principal.ts';
import type { Transaction } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';
import { type AccountRow, insertAccount } from './account-store.ts';
import { type AuditAction, audit } from './audit.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';
import { type LedgerLine, startTrial } from './subscription-store.ts';

/** Somebody who gets an account. */
export interface NewPerson {
  readonly siteId: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly displayName: string;
  /** Undefined for those who sign in otherwise. */
  readonly passwordHash: string | undefined;
  readonly role: Role;
  /** Who makes the account; undefined for who has the command line. */
  readonly actor: string | 'oneself' | undefined;
  readonly action: Extract<AuditAction, 'account.signed-up' | 'user.created'>;
  readonly now: Date;
}

/**
 * Makes an account, within `claimingEmail`. On the platform's own site it begins with a trial; customers of other sites
 * are covered by the site's plan.
 */
export async function addPerson(
  tx: Transaction,
  { actor, action, now, ...person }: NewPerson,
): Promise<{ row: AccountRow; subscription: LedgerLine | undefined }> {
  const row = await insertAccount(tx, {
    ...person,
    email: person.email.trim(),
    displayName: person.displayName.trim(),
  });
  const target: AccountKey = { siteId: row.site_id, accountId: row.account_id };
  const isPlatform = row.site_id === PLATFORM_SITE_ID;
  const subscription = isPlatform ? await startTrial(tx, target, now) : undefined;
  const actorId = actor === 'oneself' ? target.accountId : actor;
  await audit(tx, { target, actorId, action, detail: { role: row.role } });
  return { row, subscription };
}
