import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { type Client, Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { LiveService, type TopicSchema } from '../gen/wattlet/v1/live_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import type { StreamCursor } from '../streams/query/series-store.ts';
import { caughtUp, createLiveFixture, keepRunning, type LiveFixture } from './testing/live-fixture.ts';
import { startLiveServer } from './testing/live-server.ts';
import { applyPatch, HOUR, NEW_YEAR } from './testing/test-watch.ts';

const STREAMS = 300;
const RESTARTS = 3;
const AREAS = ['GR', 'BG', 'RO'] as const;
/** Hundreds of streams take their time beside other tests. */
const PATIENCE_MS = 120_000;

const PROTOCOLS: readonly ((baseUrl: string) => Transport)[] = [
  (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '1.1' }),
  (baseUrl) => createConnectTransport({ baseUrl, httpVersion: '1.1', useBinaryFormat: false }),
  (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: '1.1' }),
];

/** A server with hubs of its own, as a process has them. */
interface Generation {
  readonly clients: readonly Client<typeof LiveService>[];
  stop(): Promise<void>;
}

async function startGeneration(fixture: LiveFixture): Promise<Generation> {
  const hubs = {
    load: fixture.hub('load'),
    generation: fixture.hub('generation'),
    flows: fixture.hub('flows'),
  };
  const running = keepRunning(hubs.load);
  await caughtUp(hubs.load, 0n);
  const server = await startLiveServer({ hubs });
  return {
    clients: PROTOCOLS.map((transport) => createClient(LiveService, transport(server.url))),
    async stop() {
      await server[Symbol.asyncDispose]();
      await running.stop();
    },
  };
}

/** Someone who watches two areas, and goes on from where they stand whenever the stream ends. */
class Watcher {
  readonly #areas: readonly string[];
  readonly #cursors = new Map<number, StreamCursor>();
  /** As it was told. */
  readonly values = new Map<string, number>();

  constructor(areas: readonly string[]) {
    this.#areas = areas;
  }

  stands(revision: bigint): boolean {
    return [...this.#cursors.values()].every((cursor) => cursor.revision === revision) && this.isOpen;
  }

  get isOpen(): boolean {
    return this.#cursors.size === this.#areas.length;
  }

  sees(area: string): boolean {
    return this.#areas.includes(area);
  }

  /** Reads one stream until it ends, whyever. */
  async read(client: Client<typeof LiveService>, signal: AbortSignal): Promise<void> {
    const topics = this.#areas.map((area, id) => topicOf(area, id, this.#cursors.get(id)));
    for await (const { event } of client.watch({ topics }, { signal })) {
      assert.notEqual(event.case, 'reset');
      if (event.case === 'ready') {
        for (const { topicId, cursor } of event.value.heads) {
          if (cursor && !this.#cursors.has(topicId)) this.#cursors.set(topicId, cursor);
        }
      }
      if (event.case !== 'series') continue;
      const { topicIds, cursor, patches } = event.value;
      assert.ok(cursor);
      for (const id of topicIds) {
        assert.ok(cursor.revision > (this.#cursors.get(id)?.revision ?? 0n), 'a change came twice');
        this.#cursors.set(id, cursor);
      }
      for (const patch of patches) applyPatch(this.values, patch);
    }
  }
}

function topicOf(
  area: string,
  id: number,
  cursor: StreamCursor | undefined,
): MessageInitShape<typeof TopicSchema> {
  const range = { from: timestampFromMs(NEW_YEAR), to: timestampFromMs(NEW_YEAR + 24 * HOUR) };
  const selector = { stream: Stream.LOAD, area };
  return { id, subject: { case: 'series', value: { selector, range, ...(cursor && { cursor }) } } };
}

test(`after restarts ${STREAMS} streams that go on from their cursors have missed nothing and got nothing twice`, async () => {
  await using fixture = await createLiveFixture();
  const series = new Map<string, number>();
  for (const area of AREAS) series.set(area, await fixture.addSeries('load', { area }));
  const expected = new Map<string, number>();
  let value = 0;
  const commit = async (...areas: readonly string[]): Promise<bigint> => {
    const changes = areas.map((area) => {
      const slot = ++value % 24;
      expected.set(`${area} @ ${NEW_YEAR + slot * HOUR}`, value);
      return { seriesId: series.get(area) ?? 0, day: NEW_YEAR, slots: new Map([[slot, value]]) };
    });
    return fixture.commit('load', changes);
  };

  let server = Promise.withResolvers<Generation>();
  const stop = new AbortController();
  const watchers = Array.from({ length: STREAMS }, (_, index) => {
    const at = index % AREAS.length;
    return new Watcher([...AREAS, ...AREAS].slice(at, at + 2));
  });
  const readings = watchers.map(async (watcher, index) => {
    while (!stop.signal.aborted) {
      const { clients } = await server.promise;
      const client = clients[index % clients.length];
      assert.ok(client);
      try {
        await watcher.read(client, stop.signal);
      } catch (error) {
        if (!(error instanceof ConnectError) || !EXPECTED.has(error.code)) throw error;
      }
    }
  });
  const failed = Promise.all(readings);
  failed.catch(() => undefined);
  const all = (check: (watcher: Watcher) => boolean) =>
    Promise.race([failed, eventually(() => (watchers.every(check) ? true : undefined), PATIENCE_MS)]);

  let running = await startGeneration(fixture);
  server.resolve(running);
  await all(({ isOpen }) => isOpen);
  for (let restart = 0; restart < RESTARTS; restart++) {
    for (const area of AREAS) await commit(area);
    server = Promise.withResolvers();
    const stopping = running.stop();
    await commit('GR', 'RO');
    await stopping;
    await commit('BG');
    running = await startGeneration(fixture);
    // While they come back.
    server.resolve(running);
    for (const area of AREAS) await commit(area, 'GR');
  }
  const last = await commit(...AREAS);
  await all((watcher) => watcher.stands(last));
  stop.abort();
  await failed;
  await running.stop();
  for (const watcher of watchers) {
    const seen = [...expected].filter(([name]) => watcher.sees(name.split(' ')[0] ?? ''));
    assert.deepEqual(new Map([...watcher.values].sort()), new Map(seen.sort()));
  }
});

/** What ends a stream whose server goes away, before or after it says so, and what ends the test. */
const EXPECTED: ReadonlySet<Code> = new Set([
  Code.Unavailable,
  Code.Aborted,
  Code.Canceled,
  Code.Internal,
  Code.Unknown,
]);
