import type { HandlerContext } from '@connectrpc/connect';
import { principalKey } from '../access/principal-key.ts';
import { type AuditAction, audit } from '../accounts/audit.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import type { Sql } from '../platform/postgres/database.ts';

/** Something that somebody does to the pipeline. */
export interface Operation {
  readonly context: HandlerContext;
  readonly action: AuditAction;
  /** Which stream, which file. */
  readonly detail: Readonly<Record<string, string>>;
}

/** The account of whoever calls; null for the operator's token and for callers on the machine. */
export function operatorOf(context: HandlerContext): string | null {
  const principal = context.values.get(principalKey);
  return principal.kind === 'person' ? principal.accountId : null;
}

/** Writes down what is done to the pipeline, in the log of the platform's own site. */
export async function noteOperation(sql: Sql, { context, action, detail }: Operation): Promise<void> {
  const actorId = operatorOf(context) ?? undefined;
  await sql.begin((tx) => audit(tx, { target: { siteId: PLATFORM_SITE_ID }, actorId, action, detail }));
}
