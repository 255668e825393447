import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { type Client, Code, createClient, createRouterTransport } from '@connectrpc/connect';
import { failure } from '../../accounts/testing/failure.ts';
import { type NewsItem, NewsService, RecordKind, type RecordValue } from '../../gen/wattlet/v1/news_pb.js';
import { Stream } from '../../gen/wattlet/v1/series_pb.js';
import { resetStream } from '../../operations/operations-store.ts';
import { validationInterceptor } from '../../rpc/validate.ts';
import { STREAM_NAMES } from '../definitions.ts';
import { fileOf, HEADERS, type LoadRow, loadRow } from '../testing/export-text.ts';
import { sample } from '../testing/samples.ts';
import { openTestNode, type TestNode } from '../testing/test-node.ts';
import { newsService } from './news-service.ts';

let home: TestNode;
let news: Client<typeof NewsService>;
before(async () => {
  home = await openTestNode();
  const { load, generation, flows } = home.node.streams;
  for (const stream of [load, generation, flows]) await stream.migrate();
  const databases = { load: load.database, generation: generation.database, flows: flows.database };
  news = createClient(
    NewsService,
    createRouterTransport((router) => router.service(NewsService, newsService({ databases })), {
      router: { interceptors: [validationInterceptor()] },
    }),
  );
});
beforeEach(async () => {
  for (const stream of STREAM_NAMES) await resetStream(home.node.streams[stream]);
});
after(() => home[Symbol.asyncDispose]());

const two = (value: number) => String(value).padStart(2, '0');

/** Hours of January 2022, each worth what is said. */
function hours(days: number, worth: (day: number, hour: number) => number, area = 'GR'): LoadRow[] {
  return Array.from({ length: days * 24 }, (_, at) => {
    const [day, hour] = [1 + Math.floor(at / 24), at % 24];
    return { at: `${two(day)} ${two(hour)}:00`, mw: String(worth(day, hour)), area };
  });
}

const importLoad = (day: number, hour: number, rows: readonly LoadRow[]) =>
  home.importFile(
    `2022_01_${two(day)}_${two(hour)}_ActualTotalLoad6.1.A.csv`,
    fileOf(HEADERS.load, ...rows.map(loadRow)),
  );

const list = async () => (await news.listNews({ stream: Stream.LOAD })).items;
const newest = async (): Promise<NewsItem> => {
  const [item] = await list();
  assert.ok(item);
  return item;
};
const told = ({ kind, kilowatts, formerKilowatts, start }: RecordValue) => [
  RecordKind[kind],
  Number(kilowatts),
  Number(formerKilowatts),
  start && timestampDate(start).toISOString(),
];

test('new values say how many, of which areas, and up to which hour each', async () => {
  await importLoad(2, 0, [...hours(1, () => 5), ...hours(1, () => 5, 'AT').slice(0, 20)]);
  const { added, revised, records } = await newest();
  assert.equal(added?.count, 44n);
  assert.deepEqual(
    added?.areas.map(({ area, until }) => [area?.mapCode, until && timestampDate(until).toISOString()]),
    [
      ['GR', '2022-01-02T00:00:00.000Z'],
      ['AT', '2022-01-01T20:00:00.000Z'],
    ],
  );
  assert.equal(revised, undefined);
  assert.deepEqual(records, []);
});

test('revised values say how many are others, how long nothing is known of, and where that is', async () => {
  await importLoad(3, 0, [...hours(2, () => 5), ...hours(2, () => 7, 'AT')]);
  const changed = hours(2, (day, hour) => (day === 1 && hour >= 10 && hour < 13 ? 6 : 5));
  await importLoad(3, 1, [...changed.filter((_, at) => at !== 30), ...hours(2, () => 7, 'AT')]);
  const { added, revised } = await newest();
  assert.equal(added, undefined);
  assert.deepEqual([revised?.changed, revised?.removedSeconds], [3n, 3600n]);
  assert.deepEqual(
    [revised?.range?.from, revised?.range?.to].map((time) => time && timestampDate(time).toISOString()),
    ['2022-01-01T10:00:00.000Z', '2022-01-02T07:00:00.000Z'],
  );
  assert.deepEqual(
    revised?.areas.map(({ mapCode }) => mapCode),
    ['GR'],
  );
});

test('a value beyond all of a week is told once a day, by the import that has set it last', async () => {
  const week = (day: number, hour: number) => 100 + (day % 5) + hour;
  await importLoad(10, 0, hours(9, week));
  const upTo = (count: number, values: readonly number[]) => [
    ...hours(9, week),
    ...hours(10, (_day, hour) => values[hour] ?? 0).slice(9 * 24, 9 * 24 + count),
  ];
  await importLoad(10, 1, upTo(1, [130]));
  assert.deepEqual((await newest()).records.map(told), [
    ['HIGHEST', 130_000, 127_000, '2022-01-10T00:00:00.000Z'],
  ]);
  await importLoad(10, 2, upTo(2, [130, 140]));
  const items = await list();
  assert.deepEqual(items[0]?.records.map(told), [['HIGHEST', 140_000, 127_000, '2022-01-10T01:00:00.000Z']]);
  assert.deepEqual(items[1]?.records, []);
  // The newest file is the truth: what it takes back is no record.
  await importLoad(10, 3, upTo(3, [120, 121, 90]));
  const after = await list();
  assert.deepEqual(after.flatMap(({ records }) => records).map(told), []);
  await importLoad(10, 4, upTo(4, [120, 121, 90, 128]));
  assert.deepEqual((await newest()).records.map(told), [
    ['HIGHEST', 128_000, 127_000, '2022-01-10T03:00:00.000Z'],
  ]);
});

test('the lowest value of load is told, too', async () => {
  await importLoad(
    10,
    0,
    hours(9, () => 50),
  );
  await importLoad(10, 1, [...hours(9, () => 50), { at: '10 00:00', mw: '40' }]);
  const [record] = (await newest()).records;
  assert.ok(record);
  assert.deepEqual(told(record), ['LOWEST', 40_000, 50_000, '2022-01-10T00:00:00.000Z']);
  assert.deepEqual(record.since && timestampDate(record.since), new Date('2022-01-01T00:00:00Z'));
});

test('an update of the schema begins to compare with what was stored before it', async () => {
  await importLoad(
    10,
    0,
    hours(9, () => 50),
  );
  const { sql } = home.node.streams.load.database;
  await sql`truncate extreme, record_value, revision_area`;
  const with10 = (...mw: number[]) => [
    ...hours(9, () => 50),
    ...mw.map((value, hour) => ({ at: `10 ${two(hour)}:00`, mw: String(value) })),
  ];
  await importLoad(10, 1, with10(50));
  await importLoad(10, 2, with10(50, 60));
  assert.deepEqual((await newest()).records.map(told), [
    ['HIGHEST', 60_000, 50_000, '2022-01-10T01:00:00.000Z'],
  ]);
});

test('pages over all streams have everything once, newest first, and say where each stream stands', async () => {
  for (const hour of ['01', '10', '11', '20', '21']) {
    const file = `2022_01_01_${hour}_ActualTotalLoad6.1.A.csv`;
    await home.importFile(file, sample(`load/${file}`));
  }
  for (const hour of ['01', '02']) {
    const file = `2022_01_01_${hour}_PhysicalFlows12.1.G.csv`;
    await home.importFile(file, sample(`flows/${file}`));
  }
  const seen: string[] = [];
  let pageToken = '';
  let pages = 0;
  do {
    const page = await news.listNews({ pageSize: 3, pageToken });
    seen.push(...page.items.map(({ stream, revision }) => `${Stream[stream]} ${revision}`));
    pageToken = page.nextPageToken;
    pages += 1;
    assert.deepEqual(
      page.streams.map(({ cursor }) => cursor?.revision),
      [5n, 0n, 2n],
    );
  } while (pageToken !== '');
  assert.deepEqual(seen, ['FLOWS 2', 'FLOWS 1', 'LOAD 5', 'LOAD 4', 'LOAD 3', 'LOAD 2', 'LOAD 1']);
  assert.equal(pages, 3);
  await failure(news.listNews({ pageToken: 'nonsense' }), Code.InvalidArgument, 'UNKNOWN_PAGE');
});

test('a stream that is down is left out and named, the others tell their news', async () => {
  await importLoad(
    2,
    0,
    hours(1, () => 5),
  );
  const { sql } = home.node.streams.flows.database;
  await sql`alter schema flows rename to flows_away`;
  try {
    const { items, streams } = await news.listNews({});
    assert.equal(items.length, 1);
    assert.deepEqual(
      streams.map(({ stream, cursor }) => [Stream[stream], cursor !== undefined]),
      [
        ['LOAD', true],
        ['GENERATION', true],
        ['FLOWS', false],
      ],
    );
  } finally {
    await sql`alter schema flows_away rename to flows`;
  }
});
