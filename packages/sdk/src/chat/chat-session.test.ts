import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import fc from 'fast-check';
import { createClient } from '../client.ts';
import { ConversationSchema } from '../gen/wattlet/v1/conversation_pb.js';
import { CutProxy } from '../testing/cut-proxy.ts';
import { eagerTimers } from '../testing/eager-timers.ts';
import { CONVERSATION_ID, ScriptedChat } from '../testing/scripted-chat.ts';
import { isOwn } from './chat-message.ts';
import type { ChatSession } from './chat-session.ts';
import type { ChatState } from './chat-state.ts';
import { toConversation } from './conversation-from-wire.ts';
import { MemoryOutboxStorage } from './outbox-storage.ts';
import { deliveryOf } from './receipts.ts';

type Happening =
  | { readonly does: 'cut'; readonly bytes: number }
  | { readonly does: 'breathe'; readonly turns: number }
  | { readonly does: 'own' | 'note' | 'other' | 'read' | 'close' | 'rate' | 'type' | 'older' | 'mark' }
  | { readonly does: 'repeat' | 'reset' | 'forget' | 'end' | 'lose' | 'lose answer' | 'reload' };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('own', 'note', 'other') }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('read', 'close', 'rate', 'type', 'older', 'mark') }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('breathe' as const), turns: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cut' as const), bytes: fc.nat(600) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('repeat', 'reset', 'forget', 'end', 'lose', 'lose answer', 'reload'),
    }),
  },
);

/** Resolves as soon as the state is as the test wants it. */
function shown(session: ChatSession, look: (state: ChatState) => boolean): Promise<ChatState> {
  return new Promise((resolve) => {
    const check = () => {
      if (!look(session.state)) return;
      stop();
      resolve(session.state);
    };
    const stop = session.subscribe(check);
    check();
  });
}

suite('a session', () => {
  for (const side of ['customer', 'site'] as const) {
    test(`on the side of the ${side} ends in the state of a fresh read, with every own message once and in order, whatever happens meanwhile`, async () => {
      const chat = new ScriptedChat(side);
      const { baseUrl, port } = await chat.listen();
      for (let i = 0; i < 120; i++) chat.write(`old ${i}`);
      let texts = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
          const proxy = new CutProxy(port);
          const client = createClient({ baseUrl: await proxy.listen(), timers: eagerTimers() });
          const options = { conversationId: CONVERSATION_ID, side, storage: new MemoryOutboxStorage() };
          const own: string[] = [];
          let session = client.chat.session(options);
          const lost = new ConnectError('lost', Code.Unavailable);
          const write = (isNote: boolean) => {
            texts += 1;
            own.push(`own ${texts}`);
            session.send({ text: `own ${texts}`, isNote });
          };
          const carryOut: Readonly<Record<Exclude<Happening['does'], 'cut' | 'breathe'>, () => void>> = {
            own: () => write(false),
            note: () => write(side === 'site'),
            other: () => chat.write('from the other side'),
            read: () => chat.readAll(),
            close: () => chat.end(),
            rate: () => void session.rate(4).catch(() => undefined),
            type: () => chat.type(true),
            older: () => void session.loadOlder().catch(() => undefined),
            mark: () => session.markRead(chat.lastNumber),
            repeat: () => chat.repeat(),
            reset: () => chat.reset(),
            forget: () => chat.forget(),
            end: () => chat.endStreams(),
            lose: () => chat.failures.push({ when: 'before', error: lost }),
            'lose answer': () => chat.failures.push({ when: 'after', error: lost }),
            reload: () => {
              session.close();
              session = client.chat.session(options);
            },
          };
          try {
            for (const what of happenings) {
              if (what.does === 'cut') proxy.cutAfter(what.bytes);
              else if (what.does === 'breathe')
                for (let turn = 0; turn < what.turns; turn++)
                  await new Promise((resolve) => setImmediate(resolve));
              else carryOut[what.does]();
            }
            // Something to arrive at the end.
            write(false);
            const seen = await shown(session, ({ status, outgoing, messages, conversation, ...state }) => {
              const isQuiet = outgoing.length === 0 && state.typists.length === 0 && !state.isLoadingOlder;
              const now = toConversation(create(ConversationSchema, chat.conversation));
              if (status !== 'ready' || !isQuiet || !isDeepStrictEqual(conversation, now)) return false;
              // An own message may be known before others that were stored before it.
              const known = messages.map(({ change }) => change);
              return known.length > 0 && isDeepStrictEqual(known, chat.changes.slice(-known.length));
            });
            const direct = createClient({ baseUrl });
            const fresh = await direct.chat.history(CONVERSATION_ID);
            direct.close();
            const { conversation } = seen;
            assert.ok(conversation);
            const expected = fresh.slice(-seen.messages.length).map((message) => {
              if (!isOwn(side, message)) return message;
              return { ...message, delivery: deliveryOf(message, conversation, side) };
            });
            assert.deepEqual(seen.messages, expected, 'the messages are those of a fresh read');
            assert.equal(seen.hasOlder, seen.messages.length < fresh.length);
            assert.equal(seen.error, undefined);
            assert.ok(seen.messages.length >= 50, 'no page is lost');
            assert.deepEqual(
              chat.texts.filter((text) => own.includes(text)),
              own,
              'own messages are stored once, in the order in which they were written',
            );
          } finally {
            session.close();
            client.close();
            await proxy.close();
          }
          await chat.until(() => chat.openStreams === 0);
        }),
        { numRuns: 60 },
      );
      await chat.close();
    });
  }
});

suite('a session of a conversation', () => {
  let chat: ScriptedChat;
  let baseUrl: string;
  before(async () => {
    chat = new ScriptedChat();
    ({ baseUrl } = await chat.listen());
    for (let i = 0; i < 120; i++) chat.write(`old ${i}`);
  });
  after(() => chat.close());

  test('shows a message at once, then sent, delivered to the other side, and seen', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    await shown(session, ({ status }) => status === 'ready');
    const clientId = session.send({ text: 'Hello' });
    assert.equal(session.state.outgoing[0]?.clientId, clientId);
    const isMine = (message: { readonly clientId: string }) => message.clientId === clientId;
    const sent = await shown(session, ({ messages }) => messages.some(isMine));
    assert.equal(sent.messages.find(isMine)?.delivery, 'sent');
    assert.equal(sent.outgoing.length, 0, 'the bubble is replaced, not doubled');
    chat.readAll();
    await shown(session, ({ messages }) => messages.find(isMine)?.delivery === 'seen');
    session.close();
    client.close();
  });

  test('sends a text composed, so that the longest that may be has no more bytes than the server reads', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    session.send({ text: ` ${'e\u0323\u0302'.repeat(4_000)} ` });
    await shown(session, ({ outgoing, status }) => outgoing.length === 0 && status === 'ready');
    assert.equal(chat.texts.at(-1), '\u1ec7'.repeat(4_000));
    session.close();
    client.close();
  });

  test('opens a conversation with its first message only, and sends what was written meanwhile in order', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    const session = client.chat.session({ openId: crypto.randomUUID() });
    assert.equal(session.state.status, 'draft');
    const before = chat.opened;
    for (const text of ['one', 'two', 'three']) session.send({ text });
    await shown(session, ({ outgoing, status }) => outgoing.length === 0 && status === 'ready');
    assert.equal(chat.opened, before + 1);
    assert.deepEqual(chat.texts.slice(-3), ['one', 'two', 'three']);
    session.close();
    client.close();
  });

  test('what is written into a conversation after it was opened waits for whoever shows it next', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    const storage = new MemoryOutboxStorage();
    const first = client.chat.session({ openId: crypto.randomUUID(), storage });
    first.send({ text: 'opens it' });
    await shown(first, ({ outgoing, status }) => outgoing.length === 0 && status === 'ready');
    chat.failures.push({ when: 'before', error: new ConnectError('lost', Code.Unavailable) });
    first.send({ text: 'left behind' });
    first.close();
    const next = client.chat.session({ conversationId: CONVERSATION_ID, storage });
    await shown(next, ({ messages }) => messages.at(-1)?.text === 'left behind');
    next.close();
    client.close();
  });

  for (const how of ['that opens a conversation', 'in a conversation']) {
    test(`a message ${how} is never sent as somebody else: it waits as it was written until its writer is back`, async () => {
      const client = createClient({ baseUrl, timers: eagerTimers() });
      const { customerId } = await client.chat.list();
      assert.ok(customerId);
      const storage = new MemoryOutboxStorage();
      const key = how.startsWith('that opens') ? crypto.randomUUID() : CONVERSATION_ID;
      const which = key === CONVERSATION_ID ? { conversationId: key } : { openId: key };
      const { opened } = chat;
      chat.customerId = 'somebody else';
      const session = client.chat.session({ ...which, writerId: customerId, storage });
      const text = `only mine ${how}`;
      const clientId = session.send({ text });
      const { outgoing } = await shown(session, (state) => state.outgoing[0]?.error !== undefined);
      assert.equal(outgoing[0]?.error?.code, 'aborted');
      session.retry(clientId);
      assert.equal(chat.opened, opened);
      assert.ok(!chat.texts.includes(text));
      const [kept, ...others] = await storage.load(key);
      assert.deepEqual([kept?.text, kept?.refusal, others], [text, undefined, []]);
      chat.customerId = customerId;
      session.reconnect();
      await shown(session, (state) => state.outgoing.length === 0 && state.status === 'ready');
      assert.equal(chat.texts.filter((one) => one === text).length, 1);
      session.close();
      client.close();
    });
  }

  test('a refused message does not hold up the others, says why, and is sent behind them when told to', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    await shown(session, ({ status }) => status === 'ready');
    chat.failures.push({ when: 'before', error: new ConnectError('no', Code.PermissionDenied) });
    const refused = session.send({ text: 'refused' });
    session.send({ text: 'next' });
    const { outgoing } = await shown(
      session,
      ({ outgoing: [first, second] }) => !second && first?.state === 'failed',
    );
    assert.deepEqual(outgoing[0]?.error, { code: 'permission_denied', message: 'no' });
    session.retry(refused);
    await shown(session, (state) => state.outgoing.length === 0);
    assert.deepEqual(chat.texts.slice(-2), ['next', 'refused']);
    session.close();
    client.close();
  });

  test('tells who types until they write, and what has arrived until it was read', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    await shown(session, ({ status }) => status === 'ready');
    await chat.until(() => chat.openStreams === 1);
    chat.write('What can I do for you?');
    await chat.until(() => chat.customerReceipts.delivered === chat.texts.length);
    assert.ok(chat.customerReceipts.read < chat.texts.length);
    session.markRead(chat.texts.length);
    await chat.until(() => chat.customerReceipts.read === chat.texts.length);
    session.type();
    await chat.until(() => chat.typing.at(-1) === true);
    session.stopTyping();
    await chat.until(() => chat.typing.at(-1) === false);
    session.close();
    assert.equal(session.state.status, 'closed');
    client.close();
  });

  test('goes back to a message however many pages before it was written, and no farther', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    for (let number = 0; number < 260; number++) chat.write(`number ${number}`);
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    const { messages } = await shown(session, ({ status }) => status === 'ready');
    const wanted = (messages[0]?.change ?? 0) - 120;
    await session.loadBackTo(wanted);
    assert.ok(session.state.messages.some(({ change }) => change === wanted));
    assert.equal(session.state.hasOlder, true);
    assert.equal(session.state.isLoadingOlder, false);
    // Far away in long pages: nobody waits for one short page after the other.
    assert.deepEqual(chat.pages.slice(-1), [200]);
    // One from before the first is nowhere: everything is read, and nothing is asked for ever.
    await session.loadBackTo(-1);
    assert.equal(session.state.hasOlder, false);
    session.close();
    client.close();
  });

  test('whoever may not write does not say that they type, until a message is taken again', async () => {
    const client = createClient({ baseUrl, timers: eagerTimers() });
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    await shown(session, ({ status }) => status === 'ready');
    chat.failures.push({ when: 'before', error: new ConnectError('blocked', Code.PermissionDenied) });
    const refused = session.send({ text: 'blocked' });
    await shown(session, ({ outgoing }) => outgoing[0]?.state === 'failed');
    const before = chat.typing.length;
    session.type();
    session.stopTyping();
    session.retry(refused);
    await shown(session, ({ outgoing }) => outgoing.length === 0);
    session.type();
    await chat.until(() => chat.typing.length > before);
    assert.deepEqual(chat.typing.slice(before), [true]);
    session.close();
    client.close();
  });

  test('typing that the server refuses is not said again', async () => {
    let said = 0;
    const client = createClient({
      baseUrl,
      timers: eagerTimers(),
      fetch: (input, init) => {
        if (String(input instanceof Request ? input.url : input).endsWith('/SetTyping')) said += 1;
        return fetch(input, init);
      },
    });
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    await shown(session, ({ status }) => status === 'ready');
    chat.typingFailure = new ConnectError('no', Code.NotFound);
    // The refusal may be a little late.
    for (let before = -1; said > before; ) {
      before = said;
      session.type();
      session.stopTyping();
      await client.chat.list();
    }
    assert.ok(said > 0);
    chat.typingFailure = undefined;
    session.close();
    client.close();
  });

  test('says that a conversation is not there, and reads it again when told to', async () => {
    const client = createClient({
      baseUrl,
      timers: eagerTimers(),
      fetch: async () =>
        new Response('{"code":"not_found"}', {
          status: 404,
          headers: { 'content-type': 'application/json' },
        }),
    });
    const session = client.chat.session({ conversationId: CONVERSATION_ID });
    const { error } = await shown(session, ({ status }) => status === 'failed');
    assert.equal(error?.code, 'not_found');
    session.reconnect();
    assert.equal(session.state.status, 'connecting');
    session.close();
    client.close();
  });
});
