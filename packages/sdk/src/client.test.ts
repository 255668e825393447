import assert from 'node:assert/strict';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { Code, ConnectError } from '@connectrpc/connect';
import { createClient, type WattletClient } from './client.ts';
import type { ClientOptions } from './connection.ts';
import { WattletError } from './errors/wattlet-error.ts';
import type { Topic } from './gen/wattlet/v1/live_pb.js';
import type { WatchEvent } from './series/watch-event.ts';
import { CutProxy } from './testing/cut-proxy.ts';
import { eagerTimers } from './testing/eager-timers.ts';
import { ManualTimers } from './testing/manual-timers.ts';
import { SLOT_MS, slotTime } from './testing/scripted-series.ts';
import { ScriptedServer } from './testing/scripted-server.ts';

const generation = { stream: 'generation', area: 'GR', from: slotTime(0), to: slotTime(48) } as const;

const seriesRevision = (topic: Topic | undefined): bigint | undefined =>
  topic?.subject.case === 'series' ? topic.subject.value.cursor?.revision : undefined;

suite('a client over HTTP', () => {
  let server: ScriptedServer;
  let proxy: CutProxy;
  let client: WattletClient;
  let connectTo: (options?: Partial<ClientOptions>) => WattletClient;

  beforeEach(async () => {
    server = new ScriptedServer();
    const { port } = await server.listen();
    proxy = new CutProxy(port);
    const baseUrl = await proxy.listen();
    connectTo = (options) => {
      client?.close();
      client = createClient({ baseUrl, timers: eagerTimers(), ...options });
      return client;
    };
    connectTo();
  });
  afterEach(async () => {
    client.close();
    await proxy.close();
    await server.close();
  });

  const next = async (events: AsyncIterator<WatchEvent, undefined>): Promise<WatchEvent> => {
    const { value } = await events.next();
    assert.ok(value, 'the watch has ended');
    return value;
  };
  const valueAt = (event: WatchEvent, slot: number) => event.series[0]?.at(slotTime(slot));

  test('a watch of a long range is of the buckets that its read is of', async () => {
    const events = client.series.watch({ ...generation, to: slotTime(96 * 90), maxPoints: 500 });
    await next(events);
    await server.until(() => server.watches.length > 0);
    const subject = server.watches[0]?.topics[0]?.subject;
    assert.equal(subject?.case === 'series' && subject.value.bucketSeconds, 21_600);
    await events.return?.();
  });

  test('series come as megawatts in segments, read by GET', async () => {
    server.change({ type: 0, slot: 0, kilowatts: [4_569_500, 4_500_000, null, 0, -1] });
    const { series, cursor } = await client.series.get(generation);
    assert.deepEqual(series[0]?.key.productionType, 'Type 0');
    assert.deepEqual(series[0]?.segments, [
      { start: slotTime(0), stepMs: SLOT_MS, megawatts: Float64Array.of(4569.5, 4500) },
      { start: slotTime(3), stepMs: SLOT_MS, megawatts: Float64Array.of(0, -0.001) },
    ]);
    assert.deepEqual(cursor, { epoch: 'epoch-1', revision: 1 });
    assert.deepEqual(
      server.calls.map(({ httpMethod }) => httpMethod),
      ['GET'],
    );
  });

  test('an error of the server arrives with its code', async () => {
    server.errors.push(new ConnectError('no such area', Code.NotFound));
    await assert.rejects(client.series.get(generation), {
      name: 'WattletError',
      code: 'not_found',
      retryable: false,
    });
  });

  test('a server that cannot be reached is unavailable', async () => {
    const nowhere = connectTo({ baseUrl: 'http://127.0.0.1:1' });
    await assert.rejects(nowhere.series.get(generation), { code: 'unavailable', retryable: true });
  });

  test('a call that is aborted is canceled', async () => {
    const aborting = new AbortController();
    const call = client.series.get({ ...generation, signal: aborting.signal });
    aborting.abort();
    await assert.rejects(call, { code: 'canceled' });
  });

  test('a closed client refuses calls and ends watches', async () => {
    const events = client.series.watch(generation);
    await next(events);
    client.close();
    assert.deepEqual(await events.next(), { done: true, value: undefined });
    assert.deepEqual(await client.series.watch(generation).next(), { done: true, value: undefined });
    await assert.rejects(client.series.get(generation), {
      code: 'canceled',
      message: 'The client is closed',
    });
    await server.until(() => server.openStreams === 0);
  });

  test('a mistake in the request is thrown where it was made', () => {
    assert.throws(() => client.series.watch({ ...generation, from: 'yesterday' }), {
      code: 'invalid_argument',
    });
  });

  test('a refused token is renewed once, for calls and for the stream', async () => {
    const asked: boolean[] = [];
    connectTo({
      getToken: ({ renew }) => {
        asked.push(renew);
        return `token-${asked.length}`;
      },
    });
    server.errors.push(new ConnectError('expired', Code.Unauthenticated));
    const events = client.series.watch(generation);
    await next(events);
    await server.until(() => server.openStreams === 1);
    server.errors.push(new ConnectError('expired', Code.Unauthenticated));
    server.endStreams();
    await server.until(() => server.calls.length === 5);
    assert.deepEqual(asked, [false, true, false, false, true]);
    assert.deepEqual(
      server.calls.map(({ authorization }) => authorization),
      [1, 2, 3, 4, 5].map((count) => `Bearer token-${count}`),
    );
    await events.return?.();
  });

  test('an open stream gets a new token before the old one is over, and misses nothing', async () => {
    const timers = new ManualTimers();
    const given: string[] = [];
    const getToken = () => {
      const claims = { iat: timers.now() / 1000, exp: timers.now() / 1000 + 3600 };
      const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
      given.push(token);
      return token;
    };
    connectTo({ timers, getToken });
    const events = client.series.watch(generation);
    await next(events);
    timers.advance(50);
    await server.until(() => server.openStreams === 1);
    server.change({ type: 0, slot: 0, kilowatts: [1000] });
    await next(events);
    // Announced to nobody: only a stream that resumes from the cursor brings it.
    server.series.change({ type: 0, slot: 1, kilowatts: [2000] });
    timers.advance(0.8 * 3_600_000);
    assert.deepEqual(valueAt(await next(events), 1), 2);
    assert.deepEqual(
      server.watches.map(({ topics }) => seriesRevision(topics[0])),
      [0n, 1n],
    );
    assert.deepEqual(
      server.calls.map(({ authorization }) => authorization),
      [given[0], given[0], given[1]].map((token) => `Bearer ${token}`),
    );
    await events.return?.();
  });

  test('a watch begins with what is there and goes on with every change of it', async () => {
    server.change({ type: 0, slot: 0, kilowatts: [1000] });
    const events = client.series.watch(generation);
    const first = await next(events);
    assert.deepEqual([first.type, valueAt(first, 0)], ['snapshot', 1]);
    server.change({ type: 0, slot: 1, kilowatts: [2000] });
    const second = await next(events);
    assert.deepEqual([second.type, valueAt(second, 1), second.cursor.revision], ['patch', 2, 2]);
    assert.deepEqual(second.type === 'patch' && second.patches[0]?.range, {
      from: slotTime(1),
      to: slotTime(2),
    });
    await events.return?.();
  });

  test('what a patch says beyond the watched range is left out', async () => {
    const events = client.series.watch(generation);
    await next(events);
    server.change({ type: 0, slot: 47, kilowatts: [1000, 2000] });
    const event = await next(events);
    assert.deepEqual([...(event.series[0] ?? [])], [[slotTime(47), 1]]);
    await events.return?.();
  });

  test('two watches share one stream, and it closes after the last', async () => {
    const one = client.series.watch(generation);
    const two = client.series.watch({ ...generation, to: slotTime(8) });
    await Promise.all([next(one), next(two)]);
    await server.until(() => server.watches.at(-1)?.topics.length === 2 && server.openStreams === 1);
    server.change({ type: 0, slot: 1, kilowatts: [1000] });
    assert.deepEqual([valueAt(await next(one), 1), valueAt(await next(two), 1)], [1, 1]);
    await one.return?.();
    await server.until(() => server.watches.at(-1)?.topics.length === 1 && server.openStreams === 1);
    await two.return?.();
    await server.until(() => server.openStreams === 0);
  });

  test('an abort ends the loop and leaves no open stream', async () => {
    const aborting = new AbortController();
    const types: string[] = [];
    for await (const { type } of client.series.watch({ ...generation, signal: aborting.signal })) {
      types.push(type);
      await server.until(() => server.openStreams === 1);
      aborting.abort();
    }
    await server.until(() => server.openStreams === 0);
    assert.deepEqual(types, ['snapshot']);
    assert.equal(client.live.status.state, 'idle');
  });

  test('a watch whose signal has aborted before asks for nothing', async () => {
    const events = client.series.watch({ ...generation, signal: AbortSignal.abort() });
    assert.deepEqual(await events.next(), { done: true, value: undefined });
    assert.deepEqual(server.calls, []);
  });

  test('a first read that fails is thrown by the loop', async () => {
    server.errors.push(new ConnectError('no such area', Code.NotFound));
    await assert.rejects(client.series.watch(generation).next(), { code: 'not_found' });
  });

  test('a refused stream is thrown by the loop', async () => {
    const events = client.series.watch(generation);
    const first = await next(events);
    assert.equal(first.type, 'snapshot');
    server.errors.push(new ConnectError('subscription ended', Code.FailedPrecondition));
    await assert.rejects(
      events.next(),
      (error) => error instanceof WattletError && error.code === 'failed_precondition',
    );
  });

  test('a stream that ends in order is resumed from the cursor, unseen', async () => {
    const states: string[] = [];
    client.live.onStatus(({ state }) => states.push(state));
    const events = client.series.watch(generation);
    await next(events);
    await server.until(() => server.openStreams === 1);
    server.change({ type: 0, slot: 0, kilowatts: [1000] });
    await next(events);
    server.endStreams();
    await server.until(() => server.watches.length === 2);
    assert.equal(seriesRevision(server.watches.at(-1)?.topics[0]), 1n);
    assert.deepEqual(states, ['connecting', 'live']);
    await events.return?.();
  });

  test('what changed while the connection was cut arrives once it is back', async () => {
    const events = client.series.watch(generation);
    await next(events);
    await server.until(() => server.openStreams === 1);
    server.change({ type: 0, slot: 0, kilowatts: [1000] });
    await next(events);
    proxy.cutAfter(3);
    server.change({ type: 0, slot: 1, kilowatts: [2000] });
    const event = await next(events);
    assert.deepEqual([event.type, valueAt(event, 0), valueAt(event, 1)], ['patch', 1, 2]);
    await server.until(() => server.watches.length === 2);
    await events.return?.();
  });

  test('after a reset the series are read afresh, past every cache, and go on', async () => {
    const events = client.series.watch(generation);
    await next(events);
    await server.until(() => server.openStreams === 1);
    server.series.change({ type: 0, slot: 0, kilowatts: [1000] });
    server.reset();
    const event = await next(events);
    assert.deepEqual(
      [event.type, event.type === 'reset' && event.reason, valueAt(event, 0)],
      ['reset', 'scripted', 1],
    );
    assert.equal(server.calls.at(-1)?.httpMethod, 'POST');
    await server.until(() => server.watches.length === 2 && server.openStreams === 1);
    server.change({ type: 0, slot: 1, kilowatts: [2000] });
    assert.equal(valueAt(await next(events), 1), 2);
    await events.return?.();
  });

  test('a read after a reset is tried until it succeeds', async () => {
    const events = client.series.watch(generation);
    await next(events);
    await server.until(() => server.openStreams === 1);
    server.errors.push(...Array.from({ length: 3 }, () => new ConnectError('busy', Code.Unavailable)));
    server.reset();
    assert.equal((await next(events)).type, 'reset');
    await events.return?.();
  });

  test('a consumer that was busy gets one snapshot in place of too many patches', async () => {
    const events = client.series.watch(generation);
    await next(events);
    await server.until(() => server.openStreams === 1);
    const other = client.series.watch(generation);
    await next(other);
    await server.until(() => server.watches.length === 2 && server.openStreams === 1);
    for (let value = 1; value <= 70; value++) server.change({ type: 0, slot: 0, kilowatts: [value * 1000] });
    let last = await next(other);
    while (last.cursor.revision < 70) last = await next(other);
    const behind = await next(events);
    assert.deepEqual([behind.type, behind.cursor.revision, valueAt(behind, 0)], ['snapshot', 65, 65]);
    assert.equal((await next(events)).cursor.revision, 66);
    await Promise.all([events.return?.(), other.return?.()]);
  });
});
