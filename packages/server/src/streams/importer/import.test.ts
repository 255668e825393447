import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { resetStream } from '../../operations/operations-store.ts';
import { STREAM_NAMES } from '../definitions.ts';
import type { SeriesChanged } from '../events.ts';
import { importPath } from '../import-path.ts';
import { eic, exportName, fileOf, HEADERS, type LoadRow, loadRow } from '../testing/export-text.ts';
import { sample } from '../testing/samples.ts';
import { openTestNode, type TestNode } from '../testing/test-node.ts';

let home: TestNode;
before(async () => {
  home = await openTestNode();
  await Promise.all(
    Object.values(home.node.streams).map((stream) => 'migrate' in stream && stream.migrate()),
  );
});
beforeEach(async () => {
  for (const stream of STREAM_NAMES) await resetStream(home.node.streams[stream]);
});
after(() => home[Symbol.asyncDispose]());

const FILE = '2022_01_10_00_ActualTotalLoad6.1.A.csv';
const LATER = '2022_01_10_01_ActualTotalLoad6.1.A.csv';

const load = (...rows: LoadRow[]): string => fileOf(HEADERS.load, ...rows.map(loadRow));

/** A row for each hour of the first days of January: hour `n` is worth `n` MW. */
function hours(count: number, area = 'GR'): LoadRow[] {
  return Array.from({ length: count }, (_, hour) => ({
    at: `${String(1 + Math.floor(hour / 24)).padStart(2, '0')} ${String(hour % 24).padStart(2, '0')}:00`,
    mw: String(hour),
    area,
  }));
}

/** Events since the last reset. */
const announced = async (): Promise<SeriesChanged[]> => {
  const { sql } = home.node.streams.load.database;
  const rows = await sql<{ payload: SeriesChanged }[]>`
    select payload from outbox where topic = 'series-changed' and position >
      (select max(position) from outbox where topic = 'series-changed' and payload ? 'reset') order by position`;
  return rows.map(({ payload }) => payload);
};

const megawatts = async (): Promise<number[]> => {
  const rows = await home.node.streams.load.database.sql<{ megawatts: string }[]>`
    select megawatts from point order by series_id, start`;
  return rows.map((row) => Number(row.megawatts));
};

test('what is known already uses up no more ids: of areas there are no more than 32,767', async () => {
  const { sql } = home.node.streams.load.database;
  const used = async () => {
    const [ids] = await sql<{ areas: string; series: string }[]>`
      select (select last_value from area_id_seq) as areas, (select last_value from series_id_seq) as series`;
    return ids;
  };
  await home.importFile(FILE, load(...hours(24), ...hours(24, 'AT')));
  const before = await used();
  const outcome = await home.importFile(LATER, load(...hours(25), ...hours(25, 'AT')));
  assert.deepEqual(outcome, { ...outcome, status: 'applied', reason: '' });
  assert.deepEqual(await used(), before);
});

test('re-importing the same file changes nothing and announces nothing', async () => {
  const content = sample('load/2022_01_01_21_ActualTotalLoad6.1.A.csv');
  const file = '2022_01_01_21_ActualTotalLoad6.1.A.csv';
  assert.equal((await home.importFile(file, content)).status, 'applied');
  const state = await home.state('load');
  const events = (await announced()).length;
  const changes = await home.changes('load');
  assert.deepEqual(await home.importFile(file, content), {
    status: 'unchanged',
    reason: 'the same file was applied before',
  });
  const forced = await home.importFile(file, content, { force: true });
  assert.equal(forced.status, 'unchanged');
  assert.deepEqual(await home.state('load'), state);
  assert.deepEqual(await home.changes('load'), changes);
  assert.equal((await announced()).length, events);
});

test('the hourly snapshots one after the other end in the state of the last one alone', async () => {
  for (const hour of ['01', '10', '11', '20', '21']) {
    const file = `2022_01_01_${hour}_ActualTotalLoad6.1.A.csv`;
    assert.equal((await home.importFile(file, sample(`load/${file}`))).status, 'applied');
  }
  const step = await home.state('load');
  await resetStream(home.node.streams.load);
  const file = '2022_01_01_21_ActualTotalLoad6.1.A.csv';
  await home.importFile(file, sample(`load/${file}`));
  assert.deepEqual(await home.state('load'), step);
});

test('each change names the exact ranges of each series, and one event announces all of them', async () => {
  await home.importFile(FILE, load(...hours(48), ...hours(48, 'AT')));
  const revised = hours(48).map((row, hour) => (hour === 3 || hour === 30 ? { ...row, mw: '999' } : row));
  const outcome = await home.importFile(LATER, load(...revised, ...hours(48, 'AT')));
  assert.equal(outcome.status, 'applied');
  assert.deepEqual(
    (await home.changes('load')).filter(({ revision }) => revision === 2),
    [
      {
        revision: 2,
        key: 'GR CTY',
        from: new Date('2022-01-01T03:00:00Z'),
        to: new Date('2022-01-01T04:00:00Z'),
      },
      {
        revision: 2,
        key: 'GR CTY',
        from: new Date('2022-01-02T06:00:00Z'),
        to: new Date('2022-01-02T07:00:00Z'),
      },
    ],
  );
  const [, event] = await announced();
  assert.deepEqual(event, {
    stream: 'load',
    file: LATER,
    revision: 2,
    from: '2022-01-01T03:00:00.000Z',
    to: '2022-01-02T07:00:00.000Z',
    seriesChanged: 1,
  });
});

test('pitfall 5: a revised value replaces the old one, which stays in history', async () => {
  await home.importFile(FILE, load(...hours(24)));
  await home.importFile(
    LATER,
    load(...hours(24).map((row, hour) => (hour === 5 ? { ...row, mw: '7896' } : row))),
  );
  assert.equal((await megawatts())[5], 7896);
  const history = await home.node.streams.load.database.sql<{ kilowatts: number[]; known: boolean }[]>`
    select kilowatts, updated_at < replaced_at as known from chunk_history`;
  assert.deepEqual([history.length, history[0]?.kilowatts[5], history[0]?.known], [1, 5000, true]);
});

test('pitfall 5: an old row with a new UpdateTime is no change', async () => {
  await home.importFile(FILE, load(...hours(24)));
  const stamped = hours(24).map((row) => ({ ...row, updated: '2025-08-01 00:00:00' }));
  const outcome = await home.importFile(LATER, load(...stamped));
  assert.deepEqual(outcome, { status: 'unchanged', reason: 'all it says was stored before' });
  assert.equal((await announced()).length, 1);
});

test('pitfall 5: an older file that arrives late is stale and changes nothing', async () => {
  await home.importFile(LATER, load(...hours(24)));
  const outcome = await home.importFile(FILE, load(...hours(20)));
  assert.equal(outcome.status, 'stale');
  assert.equal((await megawatts()).length, 24);
});

test('pitfall 6: rows that are gone from the file are removed and announced', async () => {
  await home.importFile(FILE, load(...hours(48)));
  const kept = hours(48).filter((_, hour) => hour !== 10);
  assert.equal((await home.importFile(LATER, load(...kept))).status, 'applied');
  assert.equal((await megawatts()).length, 47);
  assert.deepEqual((await home.changes('load')).at(-1), {
    revision: 2,
    key: 'GR CTY',
    from: new Date('2022-01-01T10:00:00Z'),
    to: new Date('2022-01-01T11:00:00Z'),
  });
});

test('pitfall 7: a file that drops half of one country is quarantined, and applied by force', async () => {
  await home.importFile(FILE, load(...hours(48), ...hours(216, 'AT')));
  const halved = load(...hours(48).filter((_, hour) => hour % 8 !== 0), ...hours(216, 'AT'));
  const before = await home.state('load');
  assert.deepEqual(await home.importFile(LATER, halved), {
    status: 'quarantined',
    reason: `it would remove 12.5 % of what is stored of GR CTY (${eic('GR')}, CTY) in the month`,
  });
  assert.deepEqual(await home.state('load'), before);
  assert.equal((await home.importFile(LATER, halved, { force: true })).status, 'applied');
  assert.equal((await megawatts()).length, 42 + 216);
});

test('pitfall 7: a country that is missing altogether is not taken for one that has gone', async () => {
  await home.importFile(FILE, load(...hours(4), ...hours(216, 'AT')));
  const outcome = await home.importFile(LATER, load(...hours(216, 'AT')));
  assert.match(outcome.reason, /it would remove 100.0 % of what is stored of GR CTY/);
  const empty = await home.importFile(LATER, fileOf(HEADERS.load));
  assert.match(empty.reason, /it would remove 100.0 % of what is stored of the month/);
});

test('pitfall 7: a file whose last line is cut is quarantined as a whole', async () => {
  const outcome = await home.importFile(FILE, load(...hours(24)).slice(0, -5));
  assert.deepEqual(outcome, {
    status: 'quarantined',
    reason: 'its last line is not whole: the file was cut off',
  });
  assert.deepEqual(await megawatts(), []);
});

test('a file with more than 1 % bad rows is quarantined, one with fewer is applied without them', async () => {
  const rows = hours(200);
  const few = rows.map((row, hour) => (hour === 7 ? { ...row, mw: 'n/e' } : row));
  const many = rows.map((row, hour) => (hour < 3 ? { ...row, mw: 'n/e' } : row));
  const outcome = await home.importFile(FILE, load(...many));
  assert.match(
    outcome.reason,
    /^3 of 200 rows are bad, the first: line 2: TotalLoadValue "n\/e" is not a number/,
  );
  assert.equal((await home.importFile(FILE, load(...few))).status, 'applied');
  assert.equal((await megawatts()).length, 199);
  const issues = await home.node.streams.load.database.sql`
    select i.line::int, i.bad from import_issue i join import on import.id = i.import_id where status = 'applied'
    and i.bad`;
  assert.deepEqual([...issues], [{ line: 9, bad: true }]);
});

test('pitfall 16: an area that was never seen is added and reported', async () => {
  await home.importFile(FILE, load(...hours(24)));
  assert.equal((await home.importFile(LATER, load(...hours(24), ...hours(24, 'AT')))).status, 'applied');
  const issues = await home.node.streams.load.database.sql<{ reason: string }[]>`
    select reason from import_issue where reason like '%new%'`;
  assert.deepEqual([...issues], [{ reason: '1 series are new, among them AT CTY' }]);
});

test('pitfall 3: a month that is published again in quarter hours loses nothing and is applied', async () => {
  await home.importFile(FILE, load(...hours(24)));
  const quarters = hours(24).flatMap((row) =>
    ['00', '15', '30', '45'].map((minute) => ({
      ...row,
      at: row.at.replace(/00$/, minute),
      resolution: 'PT15M',
    })),
  );
  assert.equal((await home.importFile(LATER, load(...quarters))).status, 'applied');
  assert.equal((await megawatts()).length, 96);
});

test('with fewer roles kept, what is stored of the others stays', async () => {
  const both = (count: number) =>
    load(...hours(count), ...hours(count).map((row) => ({ ...row, role: 'BZN' })));
  await home.importFile(FILE, both(24));
  const { node, config } = home;
  const countries = { ...node, config: { ...config, areaTypes: new Set(['CTY'] as const) } };
  const path = `${home.folder}/${LATER}`;
  await writeFile(path, both(25));
  const outcome = await importPath(path, exportName(LATER), { node: countries, force: false });
  assert.equal(outcome.status, 'applied');
  assert.equal((await megawatts()).length, 24 + 25);
});

test('a bad row leaves what is stored in its place, and the person who imports hears of it', async () => {
  const rows = hours(200);
  await home.importFile(FILE, load(...rows));
  const before = await home.state('load');
  for (const mw of ['n/e', 'NaN', '1,234.5', '1e400', '2147483.648']) {
    const spoiled = load(...rows.map((row, hour) => (hour === 7 ? { ...row, mw } : row)));
    const outcome = await home.importFile(LATER, spoiled);
    assert.equal(outcome.status, 'unchanged');
    assert.match(
      outcome.remarks?.[0] ?? '',
      /^1 of 200 rows are bad and left out, .* the first is line 9: TotalLoadValue/,
    );
    assert.deepEqual(await home.state('load'), before);
  }
});

test('what a file with a bad row does say is applied', async () => {
  const rows = hours(200);
  await home.importFile(FILE, load(...rows));
  const mixed = rows.map((row, hour) =>
    hour === 7 ? { ...row, mw: 'n/e' } : hour === 9 ? { ...row, mw: '999' } : row,
  );
  assert.equal((await home.importFile(LATER, load(...mixed))).status, 'applied');
  assert.deepEqual((await megawatts()).slice(6, 10), [6, 7, 8, 999]);
});

test('two importers of one month wait for each other, and both changes are announced in order', async () => {
  const outcomes = await Promise.all([
    home.importFile(FILE, load(...hours(24))),
    home.importFile(LATER, load(...hours(25))),
  ]);
  assert.deepEqual(
    await megawatts(),
    Array.from({ length: 25 }, (_, hour) => hour),
  );
  const applied = outcomes.filter(({ status }) => status === 'applied').length;
  assert.deepEqual(
    (await announced()).map(({ revision }) => revision),
    applied === 1 ? [1] : [1, 2],
  );
});

test('both layouts of a month give the same series', async () => {
  const old = load(...['BZN', 'CTA', 'CTY'].flatMap((role) => hours(24).map((row) => ({ ...row, role }))));
  await home.importFile(FILE, old);
  const before = await home.state('load');
  const r3 = fileOf(
    HEADERS.loadR3,
    ...hours(24).map(
      ({ at, mw }) =>
        `2022-01-${at}:00\tPT60M\t${eic('GR')}\tGreece\tBZN/CTA/CTY\tGR\t${mw}\t2022-02-01 00:00:00`,
    ),
  );
  const outcome = await home.importFile(LATER, r3);
  assert.deepEqual(outcome, { status: 'unchanged', reason: 'all it says was stored before' });
  assert.deepEqual(await home.state('load'), before);
});

test('a file that cannot be understood is noted with its reason, and changes nothing', async () => {
  await home.importFile(FILE, load(...hours(24)));
  const before = await home.state('load');
  const outcome = await home.importFile(LATER, '<!DOCTYPE html>\n');
  assert.deepEqual(outcome, {
    status: 'rejected',
    reason: 'line 1: an HTML or XML page, not an export',
  });
  assert.deepEqual(await home.state('load'), before);
  const noted = await home.node.streams.load.database.sql`
    select file, status, reason from import order by id desc limit 1`;
  assert.deepEqual([...noted], [{ file: LATER, ...outcome }]);
});
