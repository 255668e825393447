import type { Transaction } from '../platform/postgres/database.ts';
import type { AccountKey } from './account-key.ts';

/** What is written down, by the name it has in the log. */
export type AuditAction =
  | 'account.signed-up'
  | 'account.linked'
  | 'account.updated'
  | 'account.deleted'
  | 'password.changed'
  | 'session.revoked'
  | 'subscription.extended'
  | 'subscription.granted'
  | 'token.created'
  | 'token.revoked'
  | 'user.created'
  | 'user.updated'
  | 'user.role-changed'
  | 'user.deleted';

/** A change and who made it. */
export interface AuditEntry {
  /** Whose account was changed; its site is the one of the entry. */
  readonly target: AccountKey;
  /** Undefined for who has the command line. */
  readonly actorId: string | undefined;
  readonly action: AuditAction;
  /** Ids, roles, names of fields, counts: nothing personal, as entries outlive accounts. */
  readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Writes a change down, in the transaction that makes it. */
export async function audit(
  tx: Transaction,
  { target, actorId, action, detail = {} }: AuditEntry,
): Promise<void> {
  await tx`
    insert into audit_entry (site_id, actor_id, action, target_id, detail)
    values (${target.siteId}, ${actorId ?? null}, ${action}, ${target.accountId}, ${tx.json(detail)})`;
}
