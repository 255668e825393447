import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WattletError } from '../errors/wattlet-error.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { Outbox } from './outbox.ts';
import { MemoryOutboxStorage, type OutboxEntry, type OutboxStorage } from './outbox-storage.ts';

/** Lets everything happen that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

interface Call {
  readonly entry: OutboxEntry;
  readonly answer: PromiseWithResolvers<void>;
}

/** An outbox whose calls wait for the test to answer them. */
async function opened(storage: OutboxStorage = new MemoryOutboxStorage()) {
  const timers = new ManualTimers();
  const calls: Call[] = [];
  let ids = 0;
  const outbox = new Outbox({
    key: 'conversation',
    storage,
    timers,
    random: () => 0.5,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    send: (entry) => {
      const answer = Promise.withResolvers<void>();
      calls.push({ entry, answer });
      return answer.promise;
    },
    onChange: () => undefined,
  });
  await outbox.open();
  const fail = async (error: WattletError) => {
    await settle();
    calls.at(-1)?.answer.reject(error);
    await settle();
  };
  const succeed = async () => {
    await settle();
    calls.at(-1)?.answer.resolve();
    await settle();
  };
  const states = () => outbox.messages.map(({ text, state }) => `${text} ${state}`);
  return { outbox, timers, calls, fail, succeed, states };
}

test('one message at a time is sent, in the order in which they were written', async () => {
  const { outbox, calls, succeed, states } = await opened();
  for (const text of ['one', 'two', 'three']) outbox.add({ text });
  assert.deepEqual(states(), ['one sending', 'two queued', 'three queued']);
  await succeed();
  await succeed();
  assert.deepEqual(states(), ['three sending']);
  await succeed();
  assert.deepEqual(
    calls.map(({ entry }) => entry.text),
    ['one', 'two', 'three'],
  );
});

test('a lost try is repeated under the same id after a back-off, before everything that was written later', async () => {
  const { outbox, timers, calls, fail, states } = await opened();
  outbox.add({ text: 'one' });
  outbox.add({ text: 'two' });
  await fail(new WattletError('unavailable', 'gone'));
  assert.deepEqual(states(), ['one waiting', 'two queued']);
  assert.deepEqual(timers.waitingMs, [250]);
  timers.advance(250);
  await fail(new WattletError('deadline_exceeded', 'late'));
  assert.deepEqual(timers.waitingMs, [500], 'each wait is longer');
  outbox.wake();
  assert.deepEqual(timers.waitingMs, []);
  await settle();
  assert.deepEqual(
    calls.map(({ entry }) => entry.clientId),
    ['id-1', 'id-1', 'id-1'],
  );
});

test('once the network is back what waits is tried often again, though the first try comes too early for it', async () => {
  const { outbox, timers, calls, fail } = await opened();
  outbox.add({ text: 'one' });
  for (let tries = 0; tries < 8; tries++) {
    await fail(new WattletError('unavailable', 'no network'));
    if (tries < 7) timers.advance(timers.waitingMs[0] ?? 0);
  }
  assert.deepEqual(timers.waitingMs, [15_000]);
  outbox.wake();
  await fail(new WattletError('unavailable', 'no network yet'));
  assert.deepEqual(timers.waitingMs, [250]);
  assert.equal(calls.length, 9);
});

test('a server that says when to come back is not asked before, whoever is in a hurry', async () => {
  const { outbox, timers, calls, fail } = await opened();
  const clientId = outbox.add({ text: 'one' });
  await fail(new WattletError('resource_exhausted', 'slow down', { retryAfterMs: 8_000 }));
  outbox.wake();
  outbox.retry(clientId);
  assert.equal(calls.length, 1);
  assert.equal(outbox.messages[0]?.nextTryAt, timers.now() + 8_000);
  timers.advance(8_000);
  await settle();
  assert.equal(calls.length, 2);
});

test('what somebody else would send is kept as it was written, and holds up what is behind it', async () => {
  const storage = new MemoryOutboxStorage();
  const { outbox, timers, calls, fail, states } = await opened(storage);
  outbox.add({ text: 'one' });
  outbox.add({ text: 'two' });
  const written = await storage.load('conversation');
  for (let i = 0; i < 20; i++) {
    await fail(new WattletError('aborted', 'somebody else is signed in'));
    assert.deepEqual(states(), ['one waiting', 'two queued']);
    timers.advance(60_000);
  }
  assert.deepEqual(await storage.load('conversation'), written);
  assert.deepEqual([...new Set(calls.map(({ entry }) => entry.text))], ['one']);
});

test('what is refused stays with its reason over a reload, and is sent again only when told to', async () => {
  const storage = new MemoryOutboxStorage();
  const first = await opened(storage);
  const clientId = first.outbox.add({ text: 'one' });
  await first.fail(new WattletError('permission_denied', 'no', { reason: 'CUSTOMER_BLOCKED' }));
  first.outbox.close();
  const second = await opened(storage);
  await settle();
  assert.equal(second.calls.length, 0);
  const error = { code: 'permission_denied', message: 'no', reason: 'CUSTOMER_BLOCKED' };
  assert.deepEqual(second.outbox.messages[0]?.error, error);
  second.outbox.retry(clientId);
  await settle();
  assert.equal(second.calls[0]?.entry.clientId, clientId);
  await second.succeed();
  assert.deepEqual(await storage.load('conversation'), []);
});

test('what waits is sent in its order after a reload', async () => {
  const storage = new MemoryOutboxStorage();
  const first = await opened(storage);
  for (const text of ['one', 'two', 'three']) first.outbox.add({ text });
  first.outbox.close();
  const { calls, succeed } = await opened(storage);
  for (let i = 0; i < 3; i++) await succeed();
  assert.deepEqual(
    calls.map(({ entry }) => [entry.text, entry.clientId]),
    [
      ['one', 'id-1'],
      ['two', 'id-2'],
      ['three', 'id-3'],
    ],
  );
});

test('what is kept moves with its conversation, and meets what is kept there already', async () => {
  const storage = new MemoryOutboxStorage();
  await storage.put({ key: 'opened', clientId: 'older', text: 'older', queuedAt: 1, position: 1 });
  const first = await opened(storage);
  first.outbox.add({ text: 'one' });
  await first.outbox.moveTo('opened');
  first.outbox.add({ text: 'two' });
  assert.deepEqual(await storage.load('conversation'), []);
  const kept = await storage.load('opened');
  assert.deepEqual(kept.map(({ text }) => text).sort(), ['older', 'one', 'two']);
  assert.deepEqual(first.states(), ['older queued', 'one sending', 'two queued']);
});

test('what was given up in one tab is not sent by another that had read it', async () => {
  const storage = new MemoryOutboxStorage();
  const writer = await opened(storage);
  writer.outbox.add({ text: 'one' });
  await writer.fail(new WattletError('unavailable', 'gone'));
  writer.outbox.add({ text: 'two' });
  const other = await opened(storage);
  await other.fail(new WattletError('unavailable', 'gone'));
  for (const { clientId } of other.outbox.messages) other.outbox.drop(clientId);
  await settle();
  const marks = await storage.load('given-up');
  assert.deepEqual(
    marks.map(({ text, refusal }) => [text, refusal?.code]),
    [
      ['', 'canceled'],
      ['', 'canceled'],
    ],
    'nothing of what was written is kept, and nothing that waits',
  );
  writer.timers.advance(60_000);
  await settle();
  assert.equal(writer.calls.length, 1);
  assert.deepEqual(writer.states(), []);
});

test('what nobody has given up is sent, though everything that was kept is cleared meanwhile', async () => {
  const entries = new Map<string, OutboxEntry>();
  const storage: OutboxStorage = {
    load: async (key) => [...entries.values()].filter((entry) => entry.key === key),
    put: async (entry) => void entries.set(entry.clientId, entry),
    remove: async () => undefined,
  };
  const { outbox, timers, calls, fail, states } = await opened(storage);
  outbox.add({ text: 'one' });
  outbox.add({ text: 'two' });
  await fail(new WattletError('unavailable', 'gone'));
  entries.clear();
  timers.advance(60_000);
  await settle();
  assert.deepEqual([calls.length, states()], [2, ['one sending', 'two queued']]);
});

test('what cannot be looked up is sent', async () => {
  const storage = new MemoryOutboxStorage();
  const { outbox, timers, calls, fail } = await opened(storage);
  outbox.add({ text: 'one' });
  await fail(new WattletError('unavailable', 'gone'));
  storage.load = async () => Promise.reject(new Error('no storage'));
  timers.advance(60_000);
  await settle();
  assert.equal(calls.length, 2);
});

test('an id that was used for something else is not used again', async () => {
  const { outbox, calls, fail } = await opened();
  const clientId = outbox.add({ text: 'one' });
  await fail(new WattletError('already_exists', 'taken'));
  outbox.retry(clientId);
  await settle();
  assert.notEqual(calls[1]?.entry.clientId, clientId);
});

test('a message on which the server fails again and again is set aside', async () => {
  const { outbox, timers, fail, states } = await opened();
  outbox.add({ text: 'poison' });
  outbox.add({ text: 'next' });
  for (let i = 0; i < 8; i++) {
    await fail(new WattletError('internal', 'oops'));
    timers.advance(60_000);
  }
  assert.deepEqual(states(), ['poison failed', 'next sending']);
});

test('a message that is seen among the others is sent no more, though its answer was lost', async () => {
  const { outbox, timers, calls, fail } = await opened();
  const clientId = outbox.add({ text: 'one' });
  await fail(new WattletError('unavailable', 'gone'));
  outbox.confirm(clientId);
  assert.deepEqual(timers.waitingMs, []);
  assert.deepEqual(outbox.messages, []);
  assert.equal(calls.length, 1);
});

test('storage that fails costs the memory of a reload and nothing else', async () => {
  const broken = async () => Promise.reject(new Error('no storage'));
  const { outbox, succeed } = await opened({ load: broken, put: broken, remove: broken });
  outbox.add({ text: 'one' });
  await succeed();
  assert.deepEqual(outbox.messages, []);
});

test('what the server would refuse is refused at once', async () => {
  const { outbox } = await opened();
  for (const message of [{ text: '' }, { text: ' \n' }, { text: '😀'.repeat(4001) }]) {
    assert.throws(() => outbox.add(message), { name: 'WattletError', code: 'invalid_argument' });
  }
  outbox.add({ text: '😀'.repeat(4000) });
  outbox.add({ text: '', attachmentIds: ['file'] });
  for (let i = 2; i < 200; i++) outbox.add({ text: 'more' });
  assert.throws(() => outbox.add({ text: 'too many' }), { code: 'resource_exhausted' });
});
