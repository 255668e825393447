import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect';
import { SeriesService, Stream } from '../../gen/wattlet/v1/series_pb.js';
import { openDatabase } from '../../platform/postgres/database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { startTcpProxy } from '../../platform/testing/tcp-proxy.ts';
import { seriesService } from '../series-service.ts';
import { sample } from '../testing/samples.ts';
import { openTestNode, type TestNode } from '../testing/test-node.ts';
import { readReplicaState, StreamReplica } from './stream-replica.ts';

const EARLIER = '2022_01_01_20_ActualTotalLoad6.1.A.csv';
const LATER = '2022_01_01_21_ActualTotalLoad6.1.A.csv';

const bring = (node: TestNode, file: string) => node.importFile(file, sample(`load/${file}`));
const sqlOf = ({ node }: TestNode) => node.streams.load.database.sql;

/** Another database that has what the first one has, as a replica would, and says in the names of areas that it is one. */
async function openCopy(primary: TestNode): Promise<TestNode> {
  const copy = await openTestNode();
  await bring(copy, EARLIER);
  const [state] = await sqlOf(primary)<[{ epoch: string }]>`select epoch from stream_state`;
  await sqlOf(copy)`update stream_state set epoch = ${state.epoch}`;
  await mark(copy);
  return copy;
}

const isUnavailable = (error: unknown) => ConnectError.from(error).code === Code.Unavailable;
const mark = (copy: TestNode) => sqlOf(copy)`update area set name = 'of the replica'`;

/** Questions for the head of the primary go by its way, or directly. */
async function openPair({ isHeadDirect = false } = {}) {
  const primary = await openTestNode();
  await bring(primary, EARLIER);
  const copy = await openCopy(primary);
  const direct = primary.config.databaseUrls.load ?? '';
  const ways = {
    primary: await startTcpProxy(direct),
    replica: await startTcpProxy(copy.config.databaseUrls.load ?? ''),
  };
  const opened = [ways.primary, ways.replica].map(({ url }) => openDatabase({ url, schema: 'load' }));
  const [main, second] = opened;
  assert.ok(main && second);
  const copySql = mock.fn(second.sql);
  let time = 0;
  let lagMs = 0;
  const replica = new StreamReplica({
    stream: 'load',
    primary: main.sql,
    openHead: () => openDatabase({ url: isHeadDirect ? direct : ways.primary.url, schema: 'load', max: 1 }),
    replica: copySql,
    maxLagMs: 10_000,
    readState: async (sql) => ({ ...(await readReplicaState(sql)), lagMs }),
    log: silentLog,
    now: () => time,
  });
  const databases = {
    load: { sql: main.sql, replica },
    generation: { sql: main.sql },
    flows: { sql: main.sql },
  };
  const client = createClient(
    SeriesService,
    createRouterTransport((router) => void router.service(SeriesService, seriesService({ databases }))),
  );
  return {
    primary,
    copy,
    ways,
    /** The connections by which the primary is read. */
    reads: main.sql,
    replica,
    /** How often the replica was asked something. */
    replicaAsked: () => copySql.mock.callCount(),
    /** Whatever was remembered of the replica is forgotten. */
    later() {
      time += 60_000;
    },
    /** From now on the replica says so of itself; before, that it is not behind. */
    saysToBeBehind(ms: number) {
      lagMs = ms;
    },
    async ask() {
      const { areas, cursor } = await client.listAreas({ stream: Stream.LOAD });
      const by = areas.every(({ name }) => name === 'of the replica') ? 'replica' : 'primary';
      return { by, revision: Number(cursor?.revision) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...opened, replica].map((one) => one.close()));
      for (const way of Object.values(ways)) await way[Symbol.asyncDispose]();
      await copy[Symbol.asyncDispose]();
      await primary[Symbol.asyncDispose]();
    },
  };
}

test('a replica answers while it has what the primary has, and never takes a client back', async () => {
  await using pair = await openPair();
  assert.deepEqual(await pair.ask(), { by: 'replica', revision: 1 });
  await bring(pair.primary, LATER);
  assert.deepEqual(await pair.ask(), { by: 'primary', revision: 2 });
  await bring(pair.copy, LATER);
  await mark(pair.copy);
  assert.deepEqual(await pair.ask(), { by: 'replica', revision: 2 });
});

test('a replica of a stream that was reset since is not read from', async () => {
  await using pair = await openPair();
  await sqlOf(pair.primary)`update stream_state set epoch = gen_random_uuid()`;
  assert.equal((await pair.ask()).by, 'primary');
});

test('a replica that is away, or says nothing, costs nobody their answer', async () => {
  await using pair = await openPair();
  await pair.ways.replica.refuse();
  pair.later();
  assert.equal((await pair.ask()).by, 'primary');
  await pair.ways.replica.heal();
  pair.later();
  assert.equal((await pair.ask()).by, 'replica');
  pair.ways.replica.stall();
  pair.later();
  assert.equal((await pair.ask()).by, 'primary');
});

test('while the primary is away its replica answers, unless clients have seen more', async () => {
  await using pair = await openPair();
  assert.equal((await pair.ask()).by, 'replica');
  await pair.ways.primary.refuse();
  assert.deepEqual(await pair.ask(), { by: 'replica', revision: 1 });
  await pair.ways.primary.heal();
  await bring(pair.primary, LATER);
  assert.deepEqual(await pair.ask(), { by: 'primary', revision: 2 });
  await pair.ways.primary.refuse();
  await assert.rejects(pair.ask(), isUnavailable);
});

test('a primary that says nothing is away: its replica answers, and the primary again once it speaks', async () => {
  await using pair = await openPair();
  assert.equal((await pair.ask()).by, 'replica');
  pair.ways.primary.stall();
  assert.deepEqual(await pair.ask(), { by: 'replica', revision: 1 });
  await bring(pair.primary, LATER);
  assert.deepEqual(await pair.ask(), { by: 'replica', revision: 1 });
  await pair.ways.primary.heal();
  assert.deepEqual(await pair.ask(), { by: 'primary', revision: 2 });
});

test('whoever asks whether the replica stands in does not wait for one after the other', async () => {
  await using pair = await openPair();
  pair.ways.primary.stall();
  const stoodIn = pair.replica.standsIn();
  assert.equal(pair.replicaAsked(), 1);
  assert.equal(await stoodIn, true);
});

test('a replica that cannot know how far it is behind stands in by what was known of the primary a moment before', async () => {
  await using pair = await openPair();
  pair.saysToBeBehind(Infinity);
  assert.equal((await pair.ask()).by, 'replica');
  await pair.ways.primary.refuse();
  assert.equal((await pair.ask()).by, 'replica');
  pair.later();
  assert.equal((await pair.ask()).by, 'replica', 'however long the primary stays away');
  await pair.ways.primary.heal();
  assert.equal((await pair.ask()).by, 'replica');
  pair.later();
  await pair.ways.primary.refuse();
  await assert.rejects(pair.ask(), isUnavailable, 'nobody knows what the primary wrote in the minute before');
});

test('a node that never heard the primary reads from a replica that says to be no further behind than it may', async () => {
  await using pair = await openPair();
  await pair.ways.primary.refuse();
  pair.saysToBeBehind(10_001);
  await assert.rejects(pair.ask(), isUnavailable);
  pair.saysToBeBehind(10_000);
  assert.equal((await pair.ask()).by, 'replica');
  // It is no standby, and has nothing to tell it by.
  assert.equal((await readReplicaState(sqlOf(pair.copy))).lagMs, Infinity);
});

test('a primary that was gone without a word is heard again by a new connection', async () => {
  await using pair = await openPair();
  assert.equal((await pair.ask()).by, 'replica');
  await bring(pair.primary, LATER);
  pair.ways.primary.lose();
  pair.later();
  assert.deepEqual(await pair.ask(), { by: 'replica', revision: 1 });
  assert.deepEqual(await pair.ask(), { by: 'primary', revision: 2 });
});

test('a primary that answered while this process stood still is not away', async () => {
  await using pair = await openPair({ isHeadDirect: true });
  assert.equal((await pair.ask()).by, 'replica');
  await bring(pair.primary, LATER);
  const holder = await pair.primary.node.streams.load.database.connect();
  await holder.query('begin; lock table stream_state in access exclusive mode');
  const released = holder.query('select pg_sleep(0.5); commit');
  const asked = pair.ask();
  // The question is on its way. From here timers are looked at before what has arrived.
  await delay(200);
  await turn();
  // Longer than anybody is waited for.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  assert.deepEqual(await asked, { by: 'primary', revision: 2 });
  await released;
  await holder.end();
});

test('a primary that is busy with reads is not away', async () => {
  await using pair = await openPair();
  await bring(pair.primary, LATER);
  const reads = await Promise.all(Array.from({ length: 10 }, () => pair.reads.reserve()));
  const asked = pair.ask();
  // Longer than anybody is waited for.
  await Promise.race([asked, delay(1_500)]);
  for (const read of reads) read.release();
  assert.deepEqual(await asked, { by: 'primary', revision: 2 });
});
