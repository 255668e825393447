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
  | 'password.link-created'
  | 'password.link-redeemed'
  | 'session.revoked'
  | 'subscription.extended'
  | 'subscription.granted'
  | 'token.created'
  | 'token.revoked'
  | 'user.created'
  | 'user.updated'
  | 'user.role-changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.deleted'
  | 'meter.created'
  | 'meter.imported'
  | 'meter.updated'
  | 'meter.assigned'
  | 'meter.exchanged'
  | 'meter.deleted'
  | 'reading.retried'
  | 'ingest.requested'
  | 'import.replayed'
  | 'import.applied'
  | 'import.rejected'
  | 'stream.reset'
  | 'dead-letter.retried';

/** Names a meter of a site; undefined where many are meant. */
export interface MeterTarget {
  readonly siteId: string;
  readonly meterId: string | undefined;
}

/** What is done on the site of nobody in particular: to the pipeline, on the platform's own. */
export interface SiteTarget {
  readonly siteId: string;
}

/** A change and who made it. */
export interface AuditEntry {
  /** Whose account, or which meter, was changed; its site is the one of the entry. */
  readonly target: AccountKey | MeterTarget | SiteTarget;
  /** Undefined for who has the command line, or the operator's token. */
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
    [target.siteId, actorId ?? null, action, targetIdOf(target) ?? null, JSON.stringify(detail)],
  );
}

function targetIdOf(target: AuditEntry['target']): string | undefined {
  if ('meterId' in target) return target.meterId;
  return 'accountId' in target ? target.accountId : undefined;
}
