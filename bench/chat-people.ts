import { randomUUID } from 'node:crypto';
import { createAccessToken } from '../packages/server/src/accounts/access-tokens.ts';
import { insertSite } from '../packages/server/src/embedding/site-store.ts';
import type { Sql } from '../packages/server/src/platform/postgres/database.ts';

/** Somebody with an account and an access token. */
export interface ChatPerson {
  readonly siteId: string;
  readonly accountId: string;
  readonly token: string;
}

/** A customer and their conversation. */
export interface ChatTalk {
  readonly customer: ChatPerson;
  readonly conversationId: string;
}

/** Makes a site with an agent, and conversations with so many customers. */
export async function makeChats(
  sql: Sql,
  count: number,
): Promise<{ readonly agent: ChatPerson; readonly talks: readonly ChatTalk[] }> {
  const { site_id: siteId } = await insertSite(sql, { name: 'Bench', allowedOrigins: [] });
  const agent = await makePerson(sql, siteId, 'agent');
  const talks: ChatTalk[] = [];
  for (let made = 0; made < count; made++) {
    const customer = await makePerson(sql, siteId, 'customer');
    talks.push({ customer, conversationId: await makeConversation(sql, customer) });
  }
  return { agent, talks };
}

async function makePerson(sql: Sql, siteId: string, role: string): Promise<ChatPerson> {
  return sql.begin(async (tx) => {
    const [row] = await tx<[{ account_id: string }]>`
      insert into account (site_id, external_subject, display_name, role)
      values (${siteId}, ${randomUUID()}, ${`Some ${role}`}, ${role}) returning account_id`;
    const owner = { siteId, accountId: row.account_id };
    const { token } = await createAccessToken(tx, owner, {
      ...{ name: 'bench', scopes: ['chat'], days: 1, now: new Date() },
    });
    return { ...owner, token };
  });
}

async function makeConversation(sql: Sql, { siteId, accountId }: ChatPerson): Promise<string> {
  const [row] = await sql<[{ conversation_id: string }]>`
    insert into conversation (site_id, customer_id, opener_id, client_id, created_at, changed_at, public_changed_at)
    values (${siteId}, ${accountId}, ${accountId}, ${randomUUID()}, now(), now(), now())
    returning conversation_id`;
  return row.conversation_id;
}

/** Makes many conversations with one customer, and returns their ids. */
export async function makeConversations(
  sql: Sql,
  { siteId, accountId }: ChatPerson,
  count: number,
): Promise<string[]> {
  const rows = await sql<{ conversation_id: string }[]>`
    insert into conversation (site_id, customer_id, opener_id, client_id, created_at, changed_at, public_changed_at)
    select ${siteId}::uuid, ${accountId}::uuid, ${accountId}::uuid, gen_random_uuid(), now(), now(), now()
    from generate_series(1, ${count}) returning conversation_id`;
  return rows.map(({ conversation_id }) => conversation_id);
}
