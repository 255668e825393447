import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { SeriesChanged } from '../events.ts';
import { type HourlySnapshot, hourlySnapshots } from '../testing/hourly-snapshots.ts';
import { openTestNode, type TestNode } from '../testing/test-node.ts';

const PROGRAM = fileURLToPath(new URL('./import-files.testing.ts', import.meta.url));
const KILLS = 100;
/** Imports that are not killed, to see how long one takes. */
const WARM_UPS = 3;
const SEED = Number(process.env['WATTLET_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** What the importing process says: the next import begins, its file is stored, it is done. */
type Phase = 'begin' | 'stored' | 'done';

interface Run {
  /** The last thing it said. */
  readonly phase: Phase | undefined;
  /** Imports that it finished. */
  readonly done: number;
  readonly killed: boolean;
  /** Milliseconds from each phase of its first import to the next one. */
  readonly lengths: ReadonlyMap<Phase, number>;
}

/** Imports files in a process of its own, and kills it so long after its first import came to a phase. */
async function importInProcess(
  home: TestNode,
  snapshots: readonly HourlySnapshot[],
  kill?: { readonly at: Phase; readonly afterMs: number },
): Promise<Run> {
  const paths = snapshots.map(({ file }) => join(home.folder, file));
  await Promise.all(snapshots.map(({ content }, index) => writeFile(paths[index] ?? '', content)));
  const child = spawn(
    process.execPath,
    [PROGRAM, home.config.databaseUrls.load ?? '', home.folder, ...paths],
    {
      env: { ...process.env, NODE_COMPILE_CACHE: join(home.folder, 'compiled') },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  let phase: Phase | undefined;
  let since = 0;
  let done = 0;
  let killing: Promise<boolean> | undefined;
  const lengths = new Map<Phase, number>();
  for await (const line of createInterface(child.stdout)) {
    assert.ok(line === 'begin' || line === 'stored' || line === 'done', line);
    const now = performance.now();
    if (phase && done === 0) lengths.set(phase, now - since);
    [phase, since] = [line, now];
    if (line === 'done') done += 1;
    if (line === kill?.at) killing ??= delay(kill.afterMs).then(() => child.kill('SIGKILL'));
  }
  await killing;
  const [code, signal] = await ended;
  assert.ok(code === 0 || signal === 'SIGKILL', `the importing process ended with ${code ?? signal}`);
  await Promise.all(paths.map((path) => rm(path)));
  return { phase, done, killed: signal === 'SIGKILL', lengths };
}

/** All that an import writes, by names instead of generated numbers. */
async function everythingStored({ node }: TestNode): Promise<unknown> {
  const { sql } = node.streams.load.database;
  const series = sql`select s.id, a.eic, a.area_type from series s join area a on a.id = s.area_id`;
  const values = sql`eic, area_type, day::text, resolution_minutes, kilowatts::text, low, high, total, present, revision`;
  return {
    chunks:
      await sql`select ${values}, digest from chunk join (${series}) s on s.id = series_id order by 1, 2, 3, 4`,
    history: await sql`
      select ${values} from chunk_history join (${series}) s on s.id = series_id order by 1, 2, 3, 4, revision`,
    changes: await sql`
      select revision, eic, area_type, range_from, range_to from series_change
      join (${series}) s on s.id = series_id order by 1, 2, 3`,
    revisions: await sql`
      select r.id, i.file, i.status, r.range_from, r.range_to, r.series_changed, r.chunks_changed
      from revision r join import i on i.id = r.import_id order by 1`,
    months: await sql`select month::text, up_to, sha256, area_types from month_state`,
    ranges:
      await sql`select eic, area_type, data_from, data_until from series join (${series}) s using (id) order by 1, 2`,
    head: await sql`select head, tail from stream_state`,
    events: await sql`select payload from outbox where topic = 'series-changed' order by position`,
  };
}

test(`an import that is killed ${KILLS} times at random points ends as if it had never been`, async (t) => {
  t.diagnostic(`WATTLET_TEST_SEED=${SEED}`);
  await using disturbed = await openTestNode();
  await disturbed.node.streams.load.migrate();
  const snapshots = [...hourlySnapshots('load/2022_01_10_01_ActualTotalLoad6.1.A.csv')];

  // How busy the machine is changes while this runs: a phase is thought to take as long as it did the last few times.
  const recent: Record<Phase, number[]> = { begin: [], stored: [], done: [] };
  const lastFew = (at: Phase): number[] => recent[at].slice(-5).sort((one, other) => one - other);
  const typicalMs = (at: Phase): number => lastFew(at)[Math.floor(lastFew(at).length / 2)] ?? 0;
  const note = ({ lengths }: Run): void => {
    for (const [at, ms] of lengths) recent[at].push(ms);
  };
  let next = 0;
  for (; next < WARM_UPS; next += 1) note(await importInProcess(disturbed, snapshots.slice(next, next + 1)));
  const moments = fc.sample(
    fc.record({
      at: fc.constantFrom<Phase>('begin', 'stored', 'done'),
      percent: fc.noBias(fc.integer({ min: 0, max: 100 })),
    }),
    { seed: SEED, numRuns: KILLS },
  );
  const phases = new Map<string, number>();
  const killedWhile = (phase: Phase): number => phases.get(phase) ?? 0;
  let past = 0;
  for (const { at, percent } of moments) {
    // After an import comes the next one, which parses first.
    const afterMs = (percent / 100) * typicalMs(at === 'done' ? 'begin' : at);
    for (let killed = false; !killed; ) {
      assert.ok(next + 3 < snapshots.length, 'the sample is too short for so many kills');
      const run = await importInProcess(disturbed, snapshots.slice(next, next + 3), { at, afterMs });
      note(run);
      next += run.done;
      killed = run.killed;
      if (!killed) continue;
      if (run.done > 0) past += 1;
      phases.set(run.phase ?? '', (phases.get(run.phase ?? '') ?? 0) + 1);
    }
  }
  t.diagnostic(
    `an import took ${(typicalMs('begin') + typicalMs('stored')).toFixed(0)} ms; ${past} kills came after a commit, all hit ${JSON.stringify(Object.fromEntries(phases))}`,
  );
  assert.ok(killedWhile('begin') >= KILLS / 10, 'too few were killed while they parsed');
  assert.ok(killedWhile('stored') >= KILLS / 10, 'too few were killed while they wrote');
  assert.ok(past >= KILLS / 20, 'too few came late enough to have hit a commit');
  assert.ok(
    killedWhile('begin') + killedWhile('stored') >= KILLS / 2,
    'too few were killed in the midst of an import',
  );

  const last = await importInProcess(disturbed, snapshots.slice(next, next + 1));
  assert.equal(last.done, 1);
  await using undisturbed = await openTestNode();
  for (const { file, content } of snapshots.slice(0, next + 1)) await undisturbed.importFile(file, content);
  assert.deepEqual(await everythingStored(disturbed), await everythingStored(undisturbed));

  const { sql } = disturbed.node.streams.load.database;
  const revisions = await sql<{ id: bigint; file: string }[]>`
    select r.id, i.file from revision r join import i on i.id = r.import_id order by 1`;
  const events = await sql<{ payload: SeriesChanged }[]>`
    select payload from outbox where topic = 'series-changed' order by position`;
  assert.deepEqual(
    events.map(({ payload: { revision, file } }) => ({ id: BigInt(revision), file })),
    [...revisions],
    'the events announce exactly the revisions that exist',
  );
  assert.deepEqual(
    revisions.map(({ id }) => Number(id)),
    Array.from({ length: next + 1 }, (_, index) => index + 1),
    'every hour made one revision, and none is missing',
  );
  const kept = await readdir(join(disturbed.folder, 'objects'));
  assert.deepEqual(
    kept.filter((name) => name.endsWith('.part')),
    [],
    'nothing unfinished is left in the object store',
  );
});
