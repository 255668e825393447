import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import type { Person } from '../access/principal.ts';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { type ChatBase, openChatBase } from './testing/chat-base.ts';
import { ChatReader } from './testing/chat-reader.ts';
import { ChatServerLine } from './testing/chat-server-line.ts';
import { personHeader } from './testing/person-header.ts';

/** `.ci/run` asks for more. */
const KILLS = Number(process.env['WATTLET_TEST_CHAT_KILLS'] ?? 40);
const SEED = Number(process.env['WATTLET_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const CONVERSATIONS = 10;
/** In each conversation, beside two pages of its customer. */
const AGENTS = 3;
const PAGES = CONVERSATIONS * (2 + AGENTS);
/** Between two messages of one page. */
const MOST_PAUSE_MS = 200;
/** Between the last message that is waited for and the kill. */
const MOST_WAIT_MS = 40;

interface Talk {
  readonly conversationId: string;
  readonly customer: Person;
  /** Who writes, each on a page of their own. */
  readonly writers: readonly Person[];
}

async function makeTalks(base: ChatBase): Promise<Talk[]> {
  const agents = await Promise.all(Array.from({ length: AGENTS }, () => base.person('agent')));
  return Promise.all(
    Array.from({ length: CONVERSATIONS }, async () => {
      const customer = await base.person('customer');
      const conversationId = await base.conversation(customer);
      return { conversationId, customer, writers: [customer, customer, ...agents] };
    }),
  );
}

/** A message that its sender was told is stored. */
interface Acknowledged {
  readonly conversationId: string;
  readonly senderId: string;
  readonly clientId: string;
  readonly number: bigint;
}

/** What those who write have been told so far. */
class Writing {
  readonly acknowledged: Acknowledged[] = [];
  /** How many were stored by a server that was killed before it said so. */
  storedUnheard = 0;
  #progress = Promise.withResolvers<void>();

  /** Writes one message after the other until the signal aborts. */
  async write(page: Page, servers: ChatServerLine, over: AbortSignal): Promise<void> {
    const { sender, conversationId, pauseMs } = page;
    for (let turn = 0; !over.aborted; turn++) {
      const sending = { conversationId, clientId: randomUUID(), text: `Message ${turn}` };
      const message = await servers.untilDone(async (server, attempt) => {
        const options = { headers: personHeader(sender) };
        const answer = await server.client(ChatService).sendMessage(sending, options);
        assert.ok(answer.message?.sentAt && answer.message.text === sending.text);
        if (attempt > 1 && timestampMs(answer.message.sentAt) < server.startedAt.getTime())
          this.storedUnheard++;
        return answer.message;
      });
      const { clientId } = sending;
      this.acknowledged.push({
        conversationId,
        senderId: sender.accountId,
        clientId,
        number: message.number,
      });
      this.#progress.resolve();
      await delay(pauseMs(turn));
    }
  }

  /** Resolves when so many are acknowledged. */
  async reach(count: number): Promise<void> {
    while (this.acknowledged.length < count) {
      await this.#progress.promise;
      this.#progress = Promise.withResolvers();
    }
  }
}

interface Page {
  readonly sender: Person;
  readonly conversationId: string;
  /** How long to wait after a message. */
  readonly pauseMs: (turn: number) => number;
}

test(`${PAGES} pages chat while their server is killed ${KILLS} times: every acknowledged message is stored once, in one order without gap that all readers agree on`, async (t) => {
  t.diagnostic(`WATTLET_TEST_SEED=${SEED}`);
  const drawn = fc.sample(fc.noBias(fc.integer({ min: 0, max: 999 })), { seed: SEED, numRuns: 1_000 });
  const share = (index: number): number => (drawn[index % drawn.length] ?? 0) / 1_000;
  await using base = await openChatBase();
  const talks = await makeTalks(base);
  await using servers = new ChatServerLine(base);
  await servers.listen();

  const leave = new AbortController();
  const readers = talks.map(({ conversationId, customer, writers }) =>
    [customer, ...writers.slice(-1)].map((person) => new ChatReader(person, conversationId)),
  );
  const reading = Promise.all(readers.flat().map((reader) => reader.run(servers, leave.signal)));
  const over = new AbortController();
  const writing = new Writing();
  const pages = talks.flatMap(({ conversationId, writers }) =>
    writers.map((sender) => ({ sender, conversationId })),
  );
  const written = Promise.all(
    pages.map((page, index) => {
      const pauseMs = (turn: number) => share(index * 97 + turn) * MOST_PAUSE_MS;
      return writing.write({ ...page, pauseMs }, servers, over.signal);
    }),
  );
  const failed = Promise.all([reading, written]);

  const began = performance.now();
  for (let kill = 0; kill < KILLS; kill++) {
    const enough = writing.acknowledged.length + Math.ceil(share(kill) * PAGES);
    await Promise.race([writing.reach(enough), failed]);
    await delay(share(kill + KILLS) * MOST_WAIT_MS);
    await servers.kill();
    await servers.listen();
  }
  const seconds = (performance.now() - began) / 1_000;
  over.abort();
  await written;

  const { acknowledged, storedUnheard } = writing;
  t.diagnostic(
    `${KILLS} kills in ${seconds.toFixed(0)} s; ${acknowledged.length} messages were acknowledged, ${storedUnheard} of them not by the server that had stored them`,
  );
  assert.ok(storedUnheard >= KILLS / 10, 'too few kills hit between a commit and its acknowledgement');
  const rows = await base.sql<Acknowledged[]>`
    select conversation_id as "conversationId", sender_id as "senderId", client_id as "clientId", number
    from chat_message order by conversation_id, number`;
  const byId = new Map(rows.map((row) => [row.clientId, { ...row }]));
  for (const one of acknowledged) assert.deepEqual(byId.get(one.clientId), one);
  assert.equal(rows.length, acknowledged.length, 'nothing is stored twice, and nothing that nobody sent');

  const stored = Map.groupBy(rows, ({ conversationId }) => conversationId);
  for (const [index, { conversationId }] of talks.entries()) {
    const messages = stored.get(conversationId) ?? [];
    const numbers = messages.map(({ number }) => Number(number));
    assert.deepEqual(
      numbers,
      Array.from(numbers.keys(), (before) => before + 1),
      'there is no gap',
    );
    for (const reader of readers[index] ?? []) {
      await Promise.race([reader.reach(messages.length), failed]);
      assert.deepEqual(
        reader.read,
        messages.map(({ clientId }) => clientId),
      );
    }
  }
  leave.abort();
  await reading;
});
