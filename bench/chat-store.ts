import { randomUUID } from 'node:crypto';
import type { ChatCaller } from '../packages/server/src/chat/chat-caller.ts';
import { MessageQueue } from '../packages/server/src/chat/message-queue.ts';
import { type MessageStorage, sendMessage } from '../packages/server/src/chat/send-message.ts';
import { insertSite } from '../packages/server/src/embedding/site-store.ts';
import type { Sql } from '../packages/server/src/platform/postgres/database.ts';
import { openBenchNode } from './bench-node.ts';
import { atLeast, type BenchRow } from './bench-row.ts';
import { medianMs } from './rounds.ts';

const CONVERSATIONS = 100;
const MESSAGES = 3_000;
/** Senders at a time. Fifty chat in the test that kills the server. */
const CONCURRENCIES = [20, 50];
const TEXT =
  'My meter shows 4,512 kWh, and the bill says 4,821. How can that be? The photo is from this morning.';

interface Talk {
  readonly conversationId: string;
  readonly sides: readonly [customer: ChatCaller, agent: ChatCaller];
}

/** `chat.store`: messages that are stored in a second, by customers and agents in turn, beside single-row inserts. */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await bench.node.platform.migrate();
  const { sql } = bench.node.platform.database;
  const talks = await makeTalks(sql);
  const storage = { sql, queue: new MessageQueue(sql) };
  await sql`
    create table bench_message (
      message_id uuid primary key, conversation_id uuid not null, sender_id uuid not null, text text not null,
      sent_at timestamptz not null)`;
  const rows: BenchRow[] = [];
  for (const concurrency of CONCURRENCIES) {
    const ms = await medianMs({
      inserts: { run: () => inParallel(concurrency, (index) => insertOne(sql, talkAt(talks, index))) },
      chat: { run: () => inParallel(concurrency, (index) => sendOne(storage, talkAt(talks, index), index)) },
    });
    rows.push(rowOf(concurrency, ms));
  }
  await checkNumbers(sql);
  return rows;
}

function rowOf(concurrency: number, ms: { readonly chat: number; readonly inserts: number }): BenchRow {
  return atLeast(0.6, {
    id: concurrency === CONCURRENCIES.at(-1) ? 'chat.store' : `chat.store.${concurrency}`,
    value: (MESSAGES / ms.chat) * 1000,
    unit: '1/s',
    peer: 'single-row inserts by postgres.js into a table with a primary key',
    peer_value: (MESSAGES / ms.inserts) * 1000,
    note: `${concurrency} at a time in ${CONVERSATIONS} conversations, ${MESSAGES} a round; numbers without gap, search index and idempotence included`,
  });
}

async function makeTalks(sql: Sql): Promise<Talk[]> {
  const { site_id: siteId } = await insertSite(sql, { name: 'Bench', allowedOrigins: [] });
  const account = async (name: string, role: string) => {
    const [row] = await sql<[{ account_id: string }]>`
      insert into account (site_id, external_subject, display_name, role)
      values (${siteId}, ${name}, ${name}, ${role}) returning account_id`;
    return row.account_id;
  };
  const agent: ChatCaller = { siteId, accountId: await account('agent', 'agent'), side: 'site' };
  return Promise.all(
    Array.from({ length: CONVERSATIONS }, async (_, index) => {
      const customer: ChatCaller = {
        ...{ siteId, accountId: await account(`customer ${index}`, 'customer'), side: 'customer' },
      };
      const [row] = await sql<[{ conversation_id: string }]>`
        insert into conversation
          (site_id, customer_id, opener_id, client_id, created_at, changed_at, public_changed_at)
        values (${siteId}, ${customer.accountId}, ${customer.accountId}, ${randomUUID()}, now(), now(), now())
        returning conversation_id`;
      return { conversationId: row.conversation_id, sides: [customer, agent] as const };
    }),
  );
}

function talkAt(talks: readonly Talk[], index: number): Talk {
  const talk = talks[index % talks.length];
  if (!talk) throw new Error('there is no conversation');
  return talk;
}

async function inParallel(concurrency: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < MESSAGES) await work(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function sendOne(
  storage: MessageStorage,
  { conversationId, sides }: Talk,
  index: number,
): Promise<void> {
  const caller = sides[index % (2 * CONVERSATIONS) < CONVERSATIONS ? 0 : 1];
  const content = { text: TEXT, reference: null, attachmentIds: [], note: false };
  const sending = { ...content, conversationId, clientId: randomUUID(), at: new Date() };
  const { isNew } = await sendMessage(storage, caller, sending);
  if (!isNew) throw new Error('a message was stored before');
}

async function insertOne(sql: Sql, { conversationId, sides: [{ accountId }] }: Talk): Promise<void> {
  await sql`
    insert into bench_message (message_id, conversation_id, sender_id, text, sent_at)
    values (${randomUUID()}, ${conversationId}, ${accountId}, ${TEXT}, ${new Date()})`;
}

/** @throws if the numbers of a conversation have a gap: what was measured would be something else. */
async function checkNumbers(sql: Sql): Promise<void> {
  const broken = await sql`
    select c.conversation_id from conversation c join chat_message m using (site_id, conversation_id)
    group by c.site_id, c.conversation_id, c.last_number
    having count(*) <> c.last_number or max(m.number) <> c.last_number`;
  if (broken.length > 0) throw new Error(`${broken.length} conversations have a gap`);
}
