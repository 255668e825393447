import type { Execute } from '../platform/bus/event-bus.ts';
import { executeIn } from '../platform/bus/execute-in.ts';
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
  | 'user.deleted'
  | 'meter.created'
  | 'meter.imported'
  | 'meter.updated'
  | 'meter.assigned'
  | 'meter.exchanged'
  | 'meter.deleted';

/** Names a meter of a site; undefined where many are meant. */
export interface MeterTarget {
  readonly siteId: string;
  readonly meterId: string | undefined;
}

/** A change and who made it. */
export interface AuditEntry {
  /** Whose account, or which meter, was changed; its site is the one of the entry. */
  readonly target: AccountKey | MeterTarget;
  /** Undefined for who has the command line. */
  readonly actorId: string | undefined;
  readonly action: AuditAction;
  /** Ids, roles, names of fields, counts: nothing personal, as entries outlive accounts. */
  readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Writes a change down, in the transaction that makes it. */
export async function audit(tx: Transaction, entry: AuditEntry): Promise<void> {
  await auditBy(executeIn(tx), entry);
}

/** The same, in a transaction of whatever driver. */
export async function auditBy(
  execute: Execute,
  { target, actorId, action, detail = {} }: AuditEntry,
): Promise<void> {
  await execute(
    `insert into audit_entry (site_id, actor_id, action, target_id, detail)
     values ($1::text::uuid, $2::text::uuid, $3, $4::text::uuid, $5::text::jsonb)`,
    [
      target.siteId,
      actorId ?? null,
      action,
      ('meterId' in target ? target.meterId : target.accountId) ?? null,
      JSON.stringify(detail),
    ],
  );
}
