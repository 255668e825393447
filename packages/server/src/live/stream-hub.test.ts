import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { EventBus } from '../platform/bus/event-bus.ts';
import { openPostgresBus } from '../platform/bus/postgres-bus.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import { aborted } from '../platform/testing/aborted.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import type { StreamHub } from './stream-hub.ts';
import { cuttableProxy } from './testing/cuttable-proxy.ts';
import { caughtUp, createLiveFixture, keepRunning, type LiveFixture } from './testing/live-fixture.ts';
import { HOUR, NEW_YEAR, namesOf, TestWatch } from './testing/test-watch.ts';

let fixture: LiveFixture;
const ids: Record<string, number> = {};

before(async () => {
  fixture = await createLiveFixture();
  for (const area of ['GR', 'BG', 'RO']) ids[area] = await fixture.addSeries('load', { area });
  for (const type of ['Solar', 'Hydro']) {
    ids[type] = await fixture.addSeries('generation', { area: 'GR', productionType: type });
  }
  ids['GR>BG'] = await fixture.addSeries('flows', { area: 'GR', toArea: 'BG' });
  ids['BG>GR'] = await fixture.addSeries('flows', { area: 'BG', toArea: 'GR' });
  ids['GR>AL'] = await fixture.addSeries('flows', { area: 'GR', toArea: 'AL' });
});

after(() => fixture[Symbol.asyncDispose]());

const set = (series: string, hour: number, kilowatts: number | null) => ({
  seriesId: ids[series] ?? 0,
  day: NEW_YEAR,
  slots: new Map([[hour, kilowatts]]),
});

/** Runs a hub of its own for the time of a test. */
async function withHub(stream: 'load' | 'generation' | 'flows', work: (hub: StreamHub) => Promise<void>) {
  const hub = fixture.hub(stream);
  const running = keepRunning(hub);
  try {
    await caughtUp(hub, 0n);
    await work(hub);
  } finally {
    await running.stop();
  }
}

/** A watch that is let in. */
async function joined(...parameters: ConstructorParameters<typeof TestWatch>): Promise<TestWatch> {
  const watch = new TestWatch(...parameters);
  const outcome = await watch.membership.outcomeWithin(10_000);
  assert.equal(outcome.kind, 'joined');
  return watch;
}

/** Resolves when everyone who was let in has been told of everything up to the revision. */
async function roundEnds(hub: StreamHub, revision: bigint): Promise<void> {
  await caughtUp(hub, revision);
  // Whoever joins now is let in by a later round than they were.
  const last = await joined(hub, { area: 'GR' });
  last.membership.leave();
}

test('a change reaches those whose area it is and whose time it overlaps, and nobody else', () =>
  withHub('load', async (hub) => {
    const day = await joined(hub, { area: 'GR' });
    const evening = await joined(hub, {
      area: 'GR',
      range: { from: NEW_YEAR + 18 * HOUR, to: NEW_YEAR + 24 * HOUR },
    });
    const untilSix = await joined(hub, { area: 'GR', range: { from: NEW_YEAR, to: NEW_YEAR + 6 * HOUR } });
    const other = await joined(hub, { area: 'BG' });
    const revision = await fixture.commit('load', [set('GR', 6, 4_500), set('RO', 6, 7_000)]);
    await caughtUp(hub, revision);

    const events = await day.take();
    assert.deepEqual(events.map(namesOf), [['GR']]);
    assert.equal(events[0]?.kind === 'patch' && events[0].cursor.revision, revision);
    assert.deepEqual([...day.values], [[`GR @ ${NEW_YEAR + 6 * HOUR}`, 4_500]]);
    for (const watch of [evening, untilSix, other]) assert.deepEqual(await watch.take(), []);
  }));

test('a watch of some production types does not hear of the others', () =>
  withHub('generation', async (hub) => {
    const all = await joined(hub, { area: 'GR' });
    const solar = await joined(hub, { area: 'GR', productionTypes: ['Solar'] });
    await caughtUp(hub, await fixture.commit('generation', [set('Hydro', 3, 900)]));
    await caughtUp(hub, await fixture.commit('generation', [set('Solar', 3, 0), set('Hydro', 3, 800)]));
    assert.deepEqual((await all.take()).map(namesOf), [['GR/Hydro'], ['GR/Solar', 'GR/Hydro']]);
    assert.deepEqual((await solar.take()).map(namesOf), [['GR/Solar']]);
  }));

test('a watch of flows hears of its own direction only', () =>
  withHub('flows', async (hub) => {
    const leaving = await joined(hub, { area: 'GR' });
    const entering = await joined(hub, { toArea: 'GR' });
    const border = await joined(hub, { area: 'GR', toArea: 'BG' });
    await caughtUp(hub, await fixture.commit('flows', [set('GR>BG', 1, 10)]));
    await caughtUp(hub, await fixture.commit('flows', [set('BG>GR', 1, 20)]));
    await caughtUp(hub, await fixture.commit('flows', [set('GR>AL', 1, 30)]));
    assert.deepEqual((await leaving.take()).map(namesOf), [['GR>BG'], ['GR>AL']]);
    assert.deepEqual((await entering.take()).map(namesOf), [['BG>GR']]);
    assert.deepEqual((await border.take()).map(namesOf), [['GR>BG']]);
  }));

test('a quarter hour that completes an hour replaces the hourly value', () =>
  withHub('load', async (hub) => {
    await fixture.commit('load', [set('RO', 10, 1_000)]);
    const day = { seriesId: ids['RO'] ?? 0, day: NEW_YEAR, minutes: 15 };
    const three = new Map([40, 41, 42].map((slot) => [slot, slot]));
    await caughtUp(hub, await fixture.commit('load', [{ ...day, slots: three }]));
    const watch = await joined(hub, { area: 'RO' });
    await caughtUp(hub, await fixture.commit('load', [{ ...day, slots: new Map([[43, 43]]) }]));
    await watch.take();
    assert.deepEqual([...watch.values.values()], [40, 41, 42, 43]);
  }));

test('topics of one connection that see the same share one event', () =>
  withHub('load', async (hub) => {
    const first = await joined(hub, { area: 'BG', topicId: 1 });
    await joined(hub, { area: 'BG', topicId: 2, queue: first.queue });
    await caughtUp(hub, await fixture.commit('load', [set('BG', 2, 1)]));
    const events = await first.take();
    assert.deepEqual(
      events.map((event) => event.kind === 'patch' && [...event.topicIds].sort()),
      [[1, 2]],
    );
  }));

test('from whatever read a watch follows, and whatever is committed meanwhile, it ends with what a fresh read has', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('commit' as const),
      area: fc.constantFrom('GR', 'BG'),
      hour: fc.nat(23),
      value: fc.integer({ min: -9, max: 9 }),
    }),
    fc.record({ kind: fc.constant('read' as const) }),
    fc.record({ kind: fc.constant('join' as const), back: fc.nat(3) }),
    fc.record({ kind: fc.constant('settle' as const) }),
  );
  await withHub('load', (hub) =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const first = await readGreece();
        const reads = [first];
        const watches: { watch: TestWatch; since: bigint }[] = [];
        const commits: Promise<void>[] = [];
        const greek: bigint[] = [];
        const commit = async (one: { area: string; hour: number; value: number }) => {
          const revision = await fixture.commit('load', [set(one.area, one.hour, one.value)]);
          if (one.area === 'GR') greek.push(revision);
        };
        for (const one of steps) {
          if (one.kind === 'settle') await Promise.all(commits);
          if (one.kind === 'read') reads.push(await readGreece());
          // Not awaited: it falls anywhere between the reading, the joining and the following.
          if (one.kind === 'commit') commits.push(commit(one));
          if (one.kind === 'join') {
            const { cursor, values } = reads.at(-1 - one.back) ?? first;
            const watch = new TestWatch(hub, { area: 'GR', cursor });
            for (const [at, value] of values) watch.values.set(at, value);
            watches.push({ watch, since: cursor.revision });
          }
        }
        await Promise.all(commits);
        const end = await readGreece();
        await Promise.all(watches.map(({ watch }) => watch.membership.outcomeWithin(10_000)));
        await roundEnds(hub, end.cursor.revision);
        for (const { watch, since } of watches) {
          let stands = since;
          for (const event of await watch.take()) {
            assert.ok(event.kind === 'patch');
            const { revision } = event.cursor;
            const isNews = greek.some((changed) => stands < changed && changed <= revision);
            assert.ok(isNews, `a patch up to ${revision} for who stands at ${stands}, with changes ${greek}`);
            stands = revision;
          }
          assert.deepEqual(new Map([...watch.values].sort()), end.values);
          watch.membership.leave();
        }
        assert.equal(hub.watcherCount, 0);
      }),
      { numRuns: 40 },
    ),
  );
});

/** What a client reads: the values and the cursor of one moment. */
async function readGreece() {
  const [row] = await fixture.databases.load.sql<
    { epoch: string; revision: bigint; kilowatts: (number | null)[] | null }[]
  >`
    select epoch, head as revision,
      (select array_to_json(kilowatts) from chunk where series_id = ${ids['GR'] ?? 0} and resolution_minutes = 60) as kilowatts
    from stream_state`;
  const values = new Map<string, number>();
  for (const [hour, value] of (row?.kilowatts ?? []).entries()) {
    if (value !== null) values.set(`GR @ ${NEW_YEAR + hour * HOUR}`, value);
  }
  return { cursor: { epoch: row?.epoch ?? '', revision: row?.revision ?? 0n }, values };
}

test('a cursor from before a reset, one too old and one from the future are told to read afresh', () =>
  withHub('load', async (hub) => {
    const { sql } = fixture.databases.load;
    const head = await fixture.commit('load', [set('GR', 0, 1)]);
    await caughtUp(hub, head);
    const epoch = hub.cursor?.epoch ?? '';
    await sql`update stream_state set tail = ${head - 1n}`;
    const cursors = [
      { epoch: '00000000-0000-0000-0000-000000000000', revision: head },
      { epoch, revision: head - 2n },
      { epoch, revision: head + 9n },
      { epoch, revision: head - 1n },
    ];
    const watches = await Promise.all(cursors.map((cursor) => joined(hub, { area: 'GR', cursor })));
    await roundEnds(hub, head);
    await caughtUp(hub, await fixture.commit('load', [set('GR', 0, 2)]));
    const kinds = await Promise.all(
      watches.map(async (watch) => (await watch.take()).map(({ kind }) => kind)),
    );
    assert.deepEqual(kinds, [['reset'], ['reset'], ['reset'], ['patch', 'patch']]);
    await sql`update stream_state set tail = 0`;
  }));

test('when the stream is reset, every watch is told to read afresh and goes on from there', () =>
  withHub('flows', async (hub) => {
    const watch = await joined(hub, { area: 'GR' });
    const { sql } = fixture.databases.flows;
    await sql`update stream_state set epoch = gen_random_uuid(), head = 0, tail = 0`;
    await sql`delete from series_change`;
    const revision = await fixture.commit('flows', [set('GR>BG', 5, 50)]);
    await eventually(() => (watch.queue.size > 0 ? true : undefined));
    await caughtUp(hub, revision);
    assert.deepEqual(
      (await watch.take()).map(({ kind }) => kind),
      ['reset'],
    );
    await caughtUp(hub, await fixture.commit('flows', [set('GR>BG', 5, 51)]));
    assert.deepEqual((await watch.take()).map(namesOf), [['GR>BG']]);
  }));

test('changes too many for one patch are a reset', () =>
  withHub('load', async (hub) => {
    const watch = await joined(hub, {
      area: 'BG',
      range: { from: NEW_YEAR, to: NEW_YEAR + 3_000 * 24 * HOUR },
    });
    const days = Array.from({ length: 1_000 }, (_, index) => ({
      seriesId: ids['BG'] ?? 0,
      day: NEW_YEAR + index * 24 * HOUR,
      minutes: 15,
      slots: new Map(Array.from({ length: 96 }, (_, slot) => [slot, slot * 1_000])),
    }));
    await caughtUp(hub, await fixture.commit('load', days));
    assert.deepEqual(
      (await watch.take()).map(({ kind }) => kind),
      ['reset'],
    );
  }));

test('an unknown area is refused when the stream is up, and is a reset when it was down', async (t) => {
  const hub = fixture.hub('load');
  const early = new TestWatch(hub, { area: 'XX' });
  assert.equal((await early.membership.outcomeWithin(10_000)).kind, 'waiting');
  const running = keepRunning(hub);
  t.after(() => running.stop());
  await caughtUp(hub, 0n);
  const late = new TestWatch(hub, { area: 'XX' });
  const outcome = await late.membership.outcomeWithin(10_000);
  assert.match(outcome.kind === 'refused' ? outcome.error.message : '', /area "XX" is unknown/);
  assert.deepEqual(
    (await early.take()).map(({ kind }) => kind),
    ['reset'],
  );
  assert.equal(hub.watcherCount, 0);
});

test('a hub that lost its database tells its watchers what they missed when it is back', async (t) => {
  await using proxy = await cuttableProxy(fixture.url);
  const database = openDatabase({ url: proxy.url, schema: 'generation' });
  t.after(() => database.close());
  const bus = openPostgresBus({ database, log: silentLog });
  const hub = fixture.hub('generation', { sql: database.sql, bus });
  const lost = hub.run(new AbortController().signal);
  await caughtUp(hub, 0n);
  const watch = await joined(hub, { area: 'GR' });

  proxy.cut();
  await assert.rejects(lost);
  assert.equal(hub.cursor, undefined);
  await assert.rejects(hub.run(new AbortController().signal), 'it is still gone');
  const waiting = new TestWatch(hub, { area: 'GR' });
  assert.equal((await waiting.membership.outcomeWithin(10_000)).kind, 'waiting');
  await fixture.commit('generation', [set('Solar', 12, 12)]);
  const revision = await fixture.commit('generation', [set('Hydro', 12, 13)]);

  proxy.mend();
  const running = keepRunning(hub);
  t.after(() => running.stop());
  await caughtUp(hub, revision);
  assert.deepEqual((await watch.take()).map(namesOf), [['GR/Solar', 'GR/Hydro']]);
  assert.deepEqual(await waiting.take(), [], 'it had no cursor: it starts from now');
  await caughtUp(hub, await fixture.commit('generation', [set('Hydro', 13, 14)]));
  assert.deepEqual((await waiting.take()).map(namesOf), [['GR/Hydro']]);
  watch.membership.leave();
  waiting.membership.leave();
  assert.equal(hub.watcherCount, 0);
});

test('a change that no event announced is found all the same', async (t) => {
  const deaf: EventBus = {
    ...fixture.buses.load,
    tail: ({ signal }) => aborted(signal),
  };
  const hub = fixture.hub('load', { bus: deaf, recheckMs: 5 });
  const running = keepRunning(hub);
  t.after(() => running.stop());
  await caughtUp(hub, 0n);
  const watch = await joined(hub, { area: 'GR' });
  await caughtUp(hub, await fixture.commit('load', [set('GR', 20, 77)]));
  assert.deepEqual((await watch.take()).map(namesOf), [['GR']]);
});
