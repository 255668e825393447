import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';

import { create, toBinary } from '@bufbuild/protobuf';
import type { Person } from '../access/principal.ts';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { LiveService, WatchRequestSchema } from '../gen/wattlet/v1/live_pb.js';
import { eventually as eventuallyWithin } from '../platform/testing/eventually.ts';
import { openChatBase } from './testing/chat-base.ts';
import { startChatProcess } from './testing/chat-process.ts';
import { personHeader } from './testing/person-header.ts';

const CONVERSATIONS = 50;
const READERS_EACH = 20;
const READERS = CONVERSATIONS * READERS_EACH;
/** More than kernel, socket and queue of a stream hold together. */
const LONG_MESSAGES = 250;
/** Of these, so many are sent before all who read have had them. */
const TOGETHER = 10;
/** A thousand streams take their time beside other tests. */
const PATIENCE_MS = 120_000;
/** Whoever reads nothing is cut off after that. */
const STALL_MS = 15_000;
const LONG = 'x'.repeat(4_000);

const eventually = <T>(check: () => Promise<T | undefined> | T | undefined): Promise<T> =>
  eventuallyWithin(check, PATIENCE_MS);

/** Opens a stream over the server's local socket and never reads a byte of it. */
async function stall(socketPath: string, who: Person, conversationId: string): Promise<IncomingMessage> {
  const topics = [{ id: 1, subject: { case: 'conversation' as const, value: { conversationId } } }];
  const body = toBinary(WatchRequestSchema, create(WatchRequestSchema, { topics }));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(body.length, 1);
  const headers = {
    ...personHeader(who),
    ...{ 'content-type': 'application/connect+proto', 'connect-protocol-version': '1' },
  };
  const call = request({
    ...{ socketPath, path: '/wattlet.v1.LiveService/Watch', method: 'POST', headers },
  });
  call.end(Buffer.concat([prefix, body]));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  return response;
}

test(`one of ${READERS + 1} readers that does not read holds up nobody, and is cut off when its time is over`, async () => {
  await using base = await openChatBase();
  // Whoever reads is not thought to have stalled, and is let in before anything is said, however slow this machine is.
  const live = { heartbeatMs: 1_000, stallMs: STALL_MS, joinMs: PATIENCE_MS };
  const server = await startChatProcess({ ...base, live });
  try {
    const agent = await base.person('agent');
    const customer = await base.person('customer');
    const ids = await Promise.all(Array.from({ length: CONVERSATIONS }, () => base.conversation(customer)));
    const watched = async () => Number(await (await fetch(server.url)).text());
    const counts = new Map<string, number>();
    const leave = new AbortController();
    const read = async (conversationId: string, name: string): Promise<void> => {
      const topics = [{ id: 1, subject: { case: 'conversation' as const, value: { conversationId } } }];
      const options = { signal: leave.signal, headers: personHeader(agent) };
      for await (const { event } of server.client(LiveService).watch({ topics }, options)) {
        assert.notEqual(event.case, 'reset');
        if (event.case !== 'conversation') continue;
        counts.set(name, (counts.get(name) ?? 0) + event.value.messages.length);
      }
    };
    const reading = Promise.allSettled(
      ids.flatMap((id) => Array.from({ length: READERS_EACH }, (_, index) => read(id, `${id} ${index}`))),
    );
    await eventually(async () => ((await watched()) === READERS ? true : undefined));
    const [first = ''] = ids;
    const say = (conversationId: string, text: string) => {
      const sending = { conversationId, clientId: randomUUID(), text };
      return server.client(ChatService).sendMessage(sending, { headers: personHeader(customer) });
    };
    const readersOfFirst = Array.from({ length: READERS_EACH }, (_, index) => `${first} ${index}`);
    /** Sends so many long messages until all who read have had so many; how long that took, in milliseconds. */
    const sendTogether = async (due: number): Promise<number> => {
      const began = performance.now();
      for (let sent = 0; sent < TOGETHER; sent++) await say(first, LONG);
      // However slow this machine is, whoever reads falls back by less than what a queue holds.
      await eventually(() => readersOfFirst.every((name) => (counts.get(name) ?? 0) >= due) || undefined);
      return performance.now() - began;
    };
    const alone = await sendTogether(TOGETHER);
    const stalled = await stall(join(base.folder, 'http'), agent, first);
    await eventually(async () => ((await watched()) === READERS + 1 ? true : undefined));

    // Were others to wait for who does not read, they would until that one is cut off.
    const longest = Math.max(STALL_MS / 2, 10 * alone);
    for (let sent = 2 * TOGETHER; sent <= LONG_MESSAGES; sent += TOGETHER) {
      const tookMs = await sendTogether(sent);
      assert.ok(
        tookMs < longest,
        `${TOGETHER} messages took ${tookMs} ms, and ${alone} ms with everybody reading`,
      );
    }
    await Promise.all(ids.map((id) => say(id, 'short')));
    const due = (name: string) => (name.startsWith(first) ? LONG_MESSAGES + 1 : 1);
    await eventually(() =>
      counts.size === READERS && [...counts].every(([name, count]) => count === due(name)) ? true : undefined,
    );
    await eventually(async () => ((await watched()) === READERS ? true : undefined));
    // What the kernel has kept for it ends without the end of the stream.
    const ended = new Promise((resolve) => stalled.once('close', resolve));
    stalled.resume();
    await ended;
    assert.equal(stalled.complete, false);
    leave.abort();
    await reading;
    await eventually(async () => ((await watched()) === 0 ? true : undefined));
  } finally {
    await server.kill();
  }
});
