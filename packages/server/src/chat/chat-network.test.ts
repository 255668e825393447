import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient as createServiceClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { type ChatSession, createClient, type WattletClient } from '@wattlet/sdk';
import fc from 'fast-check';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { startTcpProxy, type TcpProxy } from '../platform/testing/tcp-proxy.ts';
import { type AccessServer, startAccessServer, type TestPerson } from '../testing/access-server.ts';

const SEED = Number(process.env['WATTLET_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** With two messages each, and those that are sent again, far fewer than an agent may send in a minute. */
const FAULTS = 14;
/** How long a fault and the time after it last at most. */
const MOST_MS = 120;

suite('chats over a network that fails', () => {
  let server: AccessServer;
  let proxy: TcpProxy;
  let siteId: string;
  let customer: TestPerson;
  let agent: TestPerson;
  const clients: WattletClient[] = [];
  beforeEach(async () => {
    customer = await server.person('customer', siteId);
  });
  before(async () => {
    server = await startAccessServer();
    proxy = await startTcpProxy(server.url);
    siteId = (await server.site()).site_id;
    agent = await server.person('agent', siteId);
  });
  after(async () => {
    for (const client of clients) client.close();
    await proxy[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  /** A page or device of its own. It comes back soon after it was cut off. */
  const device = async (person: TestPerson, baseUrl = server.url): Promise<WattletClient> => {
    const { headers } = await server.accessToken(person);
    const getToken = async () => headers['authorization']?.slice('Bearer '.length) ?? '';
    const client = createClient({ baseUrl, getToken, random: () => 0.02 });
    clients.push(client);
    return client;
  };
  const viaRpc = (person: TestPerson) => server.client(ChatService, person.signedIn);
  const open = async (): Promise<string> => {
    const { conversation } = await viaRpc(customer).openConversation({ clientId: randomUUID() });
    return conversation?.conversationId ?? '';
  };
  const storedTexts = async (conversationId: string): Promise<string[]> => {
    const { messages } = await viaRpc(agent).listMessages({ conversationId, pageSize: 200 });
    for (const [index, { number }] of messages.entries()) assert.equal(number, BigInt(index + 1));
    return messages.map(({ text }) => text);
  };
  const texts = (session: ChatSession) => session.state.messages.map(({ text }) => text);

  test('what is written while the line is cut, stalls, is slow and swallows answers is stored once, in order, and both sides have it', async (t) => {
    t.diagnostic(`WATTLET_TEST_SEED=${SEED}`);
    const conversationId = await open();
    const writer = (await device(agent, proxy.url)).chat.session({ conversationId, side: 'site' });
    const reader = (await device(customer, proxy.url)).chat.session({ conversationId });
    const faults = ['refuse', 'stall', 'delay', 'mute'] as const;
    const plan = fc.sample(
      fc.record({ fault: fc.constantFrom(...faults), ms: fc.integer({ min: 1, max: MOST_MS }) }),
      { seed: SEED, numRuns: FAULTS },
    );
    const written: string[] = [];
    for (const { fault, ms } of plan) {
      if (fault === 'delay') proxy.delay(ms);
      else await proxy[fault]();
      for (const _ of [1, 2]) {
        written.push(`${written.length} during ${fault}`);
        writer.send({ text: written.at(-1) ?? '' });
      }
      await delay(ms);
      await proxy.heal();
      // Long enough for some of what waits, so that faults hit what is under way.
      await delay(ms);
    }
    await eventually(() => (writer.state.outgoing.length === 0 ? true : undefined));
    assert.deepEqual(await storedTexts(conversationId), written);
    for (const session of [writer, reader]) {
      await eventually(() => assert.deepEqual(texts(session), written) ?? true);
      session.close();
    }
  });

  test('a message whose acknowledgement was lost is the same one when it is sent again', async () => {
    const conversationId = await open();
    const { headers } = await server.accessToken(customer);
    const transport = createConnectTransport({ baseUrl: proxy.url, httpVersion: '1.1' });
    const chats = createServiceClient(ChatService, transport);
    const sending = { conversationId, clientId: randomUUID(), text: 'once' };
    proxy.mute();
    const lost = assert.rejects(chats.sendMessage(sending, { headers }));
    await eventually(async () => ((await storedTexts(conversationId)).length === 1 ? true : undefined));
    await proxy.heal();
    await lost;
    const { message } = await chats.sendMessage(sending, { headers });
    assert.equal(message?.number, 1n);
    assert.deepEqual(await storedTexts(conversationId), ['once']);
  });

  test('twenty writers in one conversation are told numbers without gap, each their own', async () => {
    const conversationId = await open();
    const EACH = 25;
    const writers = await Promise.all(Array.from({ length: 20 }, () => server.person('agent', siteId)));
    const told = await Promise.all(
      writers.map(async (writer, index) => {
        const numbers: number[] = [];
        for (let turn = 0; turn < EACH; turn++) {
          const sending = { conversationId, clientId: randomUUID(), text: `${index} ${turn}` };
          numbers.push(Number((await viaRpc(writer).sendMessage(sending)).message?.number));
        }
        assert.deepEqual(
          numbers,
          numbers.toSorted((a, b) => a - b),
          'in the order in which they wrote',
        );
        return numbers;
      }),
    );
    assert.deepEqual(
      told.flat().sort((a, b) => a - b),
      Array.from({ length: 20 * EACH }, (_, index) => index + 1),
    );
  });

  test('two pages of a customer and three devices of an agent end with the same conversation and cursors', async () => {
    const conversationId = await open();
    const pages = [await device(customer), await device(customer)];
    const devices = [await device(agent), await device(agent), await device(agent)];
    const sessions = [
      ...pages.map(({ chat }) => chat.session({ conversationId })),
      ...devices.map(({ chat }) => chat.session({ conversationId, side: 'site' })),
    ];
    for (let turn = 0; turn < 10; turn++) {
      for (const [index, session] of sessions.entries()) session.send({ text: `${index} ${turn}` });
    }
    const count = 10 * sessions.length;
    for (const session of sessions) {
      await eventually(() => (session.state.messages.length === count ? true : undefined));
    }
    const stored = await storedTexts(conversationId);
    const isOfCustomer = (text: string | undefined) => Number(text?.split(' ', 1)[0]) < pages.length;
    // Cursors stand at messages of the other side.
    const newestOf = (side: 'customer' | 'site', upTo: number) =>
      stored.slice(0, upTo).findLastIndex((text) => isOfCustomer(text) === (side === 'customer')) + 1;
    // The last word of each is an old one: cursors only grow.
    for (const [index, session] of sessions.entries()) {
      for (const number of [10 + index, 40 - index, 3]) session.markRead(number);
    }
    for (const session of sessions) {
      await eventually(() => {
        assert.deepEqual(texts(session), stored);
        const { conversation } = session.state;
        assert.equal(conversation?.customerReceipts.readNumber, newestOf('site', 40));
        assert.equal(conversation?.siteReceipts.readNumber, newestOf('customer', 38));
        return true;
      });
      session.close();
    }
  });

  test('whoever types and loses the network does not type any more', async () => {
    const conversationId = await open();
    const typist = (await device(customer, proxy.url)).chat.session({ conversationId });
    const watcher = (await device(agent)).chat.session({ conversationId, side: 'site' });
    // What is typed before the other one watches is lost, as it may be: people go on typing.
    await eventually(() => {
      typist.type();
      return watcher.state.typists.length === 1 ? true : undefined;
    });
    await proxy.refuse();
    await eventually(() => (watcher.state.typists.length === 0 ? true : undefined));
    await proxy.heal();
    typist.close();
    watcher.close();
  });
});
