import type { AccountKey } from '../accounts/account-key.ts';
import type { AnySql, Transaction } from '../platform/postgres/database.ts';

/** An agent counts as there for so long after they last said so. */
export const PRESENCE_MS = 45_000;

/** An agent or administrator of a site. */
export interface AgentRow {
  readonly agent_id: string;
  readonly name: string;
  readonly online: boolean;
  /** Open conversations that they have. */
  readonly conversations: number;
  /** They may change settings and erase customers. */
  readonly administrator: boolean;
}

/** The agents of a site who are not kept out, by name. */
export function listAgents(sql: AnySql, siteId: string, now: Date) {
  const since = new Date(now.getTime() - PRESENCE_MS);
  return sql<AgentRow[]>`
    select a.account_id as agent_id, a.display_name as name, coalesce(p.seen_at > ${since}, false) as online,
      a.role <> 'agent' as administrator,
      (select count(*)::integer from conversation c
        where c.site_id = a.site_id and c.agent_id = a.account_id and c.closed_at is null) as conversations
    from account a left join chat_presence p on p.site_id = a.site_id and p.agent_id = a.account_id
    where a.site_id = ${siteId} and a.role <> 'customer' and a.disabled_at is null
    order by a.display_name, a.account_id`;
}

/** Lets the open conversations of somebody go who is no agent any more, or is kept out: others find and take them. */
export async function releaseConversations(
  tx: Transaction,
  { siteId, accountId }: AccountKey,
): Promise<void> {
  // That it is a change is noted by a trigger.
  await tx`
    update conversation
    set agent_id = null, changed_at = transaction_timestamp(), public_changed_at = transaction_timestamp()
    where site_id = ${siteId} and agent_id = ${accountId} and closed_at is null`;
}

/** Notes that an agent is there, or has gone. */
export async function notePresence(
  sql: AnySql,
  { siteId, accountId }: { readonly siteId: string; readonly accountId: string },
  seenAt: Date | undefined,
): Promise<void> {
  if (seenAt === undefined) {
    await sql`delete from chat_presence where site_id = ${siteId} and agent_id = ${accountId}`;
    return;
  }
  await sql`
    insert into chat_presence (site_id, agent_id, seen_at) values (${siteId}, ${accountId}, ${seenAt})
    on conflict (site_id, agent_id) do update set seen_at = excluded.seen_at`;
}

/** A text that is written often. */
export interface CannedReplyRow {
  readonly shortcut: string;
  readonly text: string;
}

/** Most texts of a site. */
export const MAX_CANNED_REPLIES = 500;

/** The texts of a site, by shortcut. */
export function listCannedReplies(sql: AnySql, siteId: string) {
  return sql<CannedReplyRow[]>`
    select shortcut, text from chat_canned_reply where site_id = ${siteId} order by shortcut`;
}

/** Makes or changes a text. False if the site has as many as it may. */
export async function saveCannedReply(
  sql: AnySql,
  siteId: string,
  { shortcut, text }: CannedReplyRow,
): Promise<boolean> {
  const { count } = await sql`
    insert into chat_canned_reply (site_id, shortcut, text)
    select ${siteId}, ${shortcut}, ${text}
    where (select count(*) from chat_canned_reply where site_id = ${siteId} and shortcut <> ${shortcut})
      < ${MAX_CANNED_REPLIES}
    on conflict (site_id, shortcut) do update set text = excluded.text`;
  return count > 0;
}

/** Removes a text. False if there is none. */
export async function deleteCannedReply(sql: AnySql, siteId: string, shortcut: string): Promise<boolean> {
  const { count } = await sql`
    delete from chat_canned_reply where site_id = ${siteId} and shortcut = ${shortcut}`;
  return count > 0;
}
