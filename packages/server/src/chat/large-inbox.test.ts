import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import type { Transaction } from '../platform/postgres/database.ts';
import type { ChatCaller } from './chat-caller.ts';
import { sweep } from './chat-sweeper.ts';
import { countOpen, listConversations } from './list-conversations.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';

const CONVERSATIONS = 20_000;
/** One of so many is open. */
const OPEN_EVERY = 20;
const PAGE = 50;

suite('a site with many conversations', () => {
  let fixture: ChatFixture;
  let agent: ChatCaller;
  before(async () => {
    fixture = await createChatFixture();
    const { sql } = fixture;
    const siteId = await fixture.site();
    const { accountId } = await fixture.person(siteId, 'agent');
    agent = { siteId, accountId, side: 'site' };
    await sql`
      insert into chat_settings (site_id, time_zone, opening_hours, away_reply, retention_days, anonymous, typing_preview)
      values (${siteId}, 'UTC', '[]', '', 365, true, false)`;
    await sql`
      insert into account (site_id, external_subject, display_name, role)
      select ${siteId}, case when number % 2 = 0 then 'visitor:' else 'customer ' end || number, 'Somebody', 'customer'
      from generate_series(1, ${CONVERSATIONS}::integer) number`;
    await sql`
      insert into conversation (site_id, customer_id, opener_id, client_id, agent_id, closed_at, last_number, created_at,
        changed_at, public_changed_at, last_message_at)
      select site_id, account_id, account_id, gen_random_uuid(), case when number % 3 = 0 then ${accountId}::uuid end,
        case when number % ${OPEN_EVERY} <> 0 then at end, 1, at, at, at, at
      from (
        select a.*, row_number() over (order by account_id) as number from account a
        where site_id = ${siteId} and role = 'customer'
      ) customer, lateral (select now() - number * interval '1 minute' as at) _`;
    await sql`
      insert into chat_message (site_id, conversation_id, change, public_change, number, sender, sender_id, client_id, digest, text,
        sent_at)
      select site_id, conversation_id, 1, 1, 1, 'customer', customer_id, gen_random_uuid(), '', 'hello', created_at
      from conversation`;
    await sql`analyze`;
  });
  after(() => fixture[Symbol.asyncDispose]());

  /** How many rows of each table some work reads. */
  async function rowsRead(work: (tx: Transaction) => Promise<unknown>): Promise<Map<string, number>> {
    const [before, after] = await fixture.sql.begin(async (tx) => {
      await tx`set local max_parallel_workers_per_gather = 0`;
      // It may tell of transactions before.
      const count = () => tx<{ name: string; read: number }[]>`
        select relname as name, (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer as read
        from pg_stat_xact_user_tables`;
      const first = await count();
      await work(tx);
      return [first, await count()];
    });
    const readBefore = new Map(before.map(({ name, read }) => [name, read]));
    return new Map(after.map(({ name, read }) => [name, read - (readBefore.get(name) ?? 0)]));
  }

  test('a page of the inbox, and the next one, cost no more than what is on them', async () => {
    for (const filter of ['all', 'default', 'unassigned', 'mine', 'closed'] as const) {
      const seen: string[] = [];
      let pageToken = '';
      for (let pages = 0; pages < 2; pages += 1) {
        const read = await rowsRead(async (tx) => {
          const page = await listConversations(tx, agent, { filter, limit: PAGE, pageToken });
          seen.push(...page.rows.map((row) => row.conversation_id));
          pageToken = page.nextPageToken;
        });
        for (const table of ['conversation', 'chat_message', 'chat_receipt', 'account'])
          assert.ok((read.get(table) ?? 0) < 10 * PAGE, `${filter}: ${read.get(table)} rows of ${table}`);
      }
      assert.equal(new Set(seen).size, 2 * PAGE);
    }
  });

  test('whoever waits longest is on the first page, however little has happened there, and the newest message is next', async () => {
    const open = await fixture.sql<{ conversation_id: string; newest: bigint }[]>`
      select conversation_id, row_number() over (order by last_message_at desc) as newest
      from conversation where closed_at is null order by changed_at`;
    const waiting = open.slice(0, 3).map((row) => row.conversation_id);
    for (const [index, id] of waiting.entries())
      await fixture.sql`
        update conversation set waiting_since = created_at + ${index} * interval '1 day' where conversation_id = ${id}`;
    for (const filter of ['default', 'unassigned', 'mine'] as const) {
      const seen: string[] = [];
      let pageToken = '';
      do {
        const page = await listConversations(fixture.sql, agent, { filter, limit: 99, pageToken });
        seen.push(...page.rows.map((row) => row.conversation_id));
        ({ nextPageToken: pageToken } = page);
      } while (pageToken !== '');
      const rest = seen.filter((id) => waiting.every((one) => one !== id));
      const isSeen = new Set(seen);
      assert.deepEqual(
        seen,
        [...waiting.filter((id) => isSeen.has(id)), ...rest],
        'those who wait come first, by when they began',
      );
      const places = rest.map((id) => open.find((row) => row.conversation_id === id)?.newest ?? 0n);
      assert.deepEqual(
        places,
        [...places].sort((a, b) => Number(a - b)),
      );
      assert.equal(seen.length, isSeen.size);
      if (filter === 'default') assert.equal(seen.length, open.length);
    }
    const token = Buffer.from(`1 ${agent.siteId}`).toString('base64url');
    const ofAnother = listConversations(fixture.sql, agent, {
      filter: 'default',
      limit: 1,
      pageToken: token,
    });
    await refusesWith(ofAnother, 'InvalidArgument', 'UNKNOWN_PAGE');
  });

  test('to count open conversations no closed ones are read', async () => {
    const open = CONVERSATIONS / OPEN_EVERY;
    const read = await rowsRead(async (tx) => assert.equal((await countOpen(tx, agent)).all, open));
    assert.ok((read.get('conversation') ?? 0) <= open);
  });

  test('a sweep that finds nothing reads nothing that need not go', async () => {
    await fixture.sql`
      insert into chat_deletion (site_id, conversation_id, customer_id)
      select ${agent.siteId}, gen_random_uuid(), gen_random_uuid() from generate_series(1, 5000)`;
    await fixture.sql`analyze chat_deletion`;
    const read = await rowsRead((tx) => sweep({ sql: tx, blobs: fixture.blobs }));
    // The planner looks at the ends of indexes.
    for (const table of ['conversation', 'account', 'chat_deletion'])
      assert.ok((read.get(table) ?? 0) < 100, `${read.get(table)} rows of ${table}`);
  });
});
