import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import fastify from 'fastify';
import { pino } from 'pino';
import { PlainLog } from '../api/log-requests.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { seriesHttp } from './series-http.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());

const NOW = new Date('2022-06-01T00:00:00Z');
const app = fastify();
after(() => app.close());
await app.register(seriesHttp, { databases: fixture.databases, now: () => NOW });

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers });

const greece = await fixture.addSeries('load', { area: 'GR', eic: '10YGR-HTSO-----Y' });
await fixture.putChunk('load', {
  seriesId: greece,
  day: '2022-01-01',
  minutes: 60,
  kilowatts: [4569500, null, 0, -1],
});
await fixture.putChunk('load', {
  seriesId: greece,
  day: '2022-01-01',
  minutes: 15,
  kilowatts: [...Array(12).fill(null), 4400123, 1, 10, 100],
});
await fixture.putChunk('load', { seriesId: greece, day: '2022-01-03', minutes: 60, kilowatts: [1000000] });
const later = await fixture.addSeries('load', { area: 'XX' });
await fixture.putChunk('load', { seriesId: later, day: '2022-05-31', minutes: 60, kilowatts: [1] });

test('load as CSV is exact: gaps are no rows, zero is a value, MW are the shortest decimals', async () => {
  const response = await get('/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-04');
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'text/csv; charset=utf-8; header=present');
  assert.equal(
    response.headers['content-disposition'],
    'inline; filename="wattlet-load-GR-2022-01-01-2022-01-04.csv"',
  );
  assert.equal(
    response.body,
    `time_utc,area,resolution,load_mw
2022-01-01T00:00:00Z,GR,PT60M,4569.5
2022-01-01T02:00:00Z,GR,PT60M,0
2022-01-01T03:00:00Z,GR,PT15M,4400.123
2022-01-01T03:15:00Z,GR,PT15M,0.001
2022-01-01T03:30:00Z,GR,PT15M,0.01
2022-01-01T03:45:00Z,GR,PT15M,0.1
2022-01-03T00:00:00Z,GR,PT60M,1000
`,
  );
});

test('times may have a zone, and an interval belongs to the range if its start does', async () => {
  const url =
    '/v1/series/load.csv?area=10YGR-HTSO-----Y&from=2022-01-01T04:30:00%2B02:00&to=2022-01-01T03:15:00Z';
  const { body } = await get(url);
  assert.deepEqual(body.split('\n').slice(1, -1), ['2022-01-01T03:00:00Z,GR,PT15M,4400.123']);
});

test('pitfall 11: generation has output and consumption in one row, empty where nothing is known', async () => {
  const series = (productionType: string, measure: 'output' | 'consumption') =>
    fixture.addSeries('generation', { area: 'GR', productionType, measure });
  const put = async (seriesId: number, kilowatts: (number | null)[]) =>
    fixture.putChunk('generation', { seriesId, day: '2022-01-01', minutes: 60, kilowatts });
  await put(await series('Hydro Pumped Storage', 'consumption'), [50500, null, 0]);
  await put(await series('Hydro Pumped Storage', 'output'), [null, 60000, 0]);
  await put(await series('Other, "mixed"', 'output'), [-250000]);
  const csv = await get('/v1/series/generation.csv?area=GR&from=2022-01-01&to=2022-01-02');
  assert.equal(
    csv.body,
    `time_utc,area,production_type,resolution,output_mw,consumption_mw
2022-01-01T00:00:00Z,GR,Hydro Pumped Storage,PT60M,,50.5
2022-01-01T00:00:00Z,GR,"Other, ""mixed""",PT60M,-250,
2022-01-01T01:00:00Z,GR,Hydro Pumped Storage,PT60M,60,
2022-01-01T02:00:00Z,GR,Hydro Pumped Storage,PT60M,0,0
`,
  );
  const json = await get(
    '/v1/series/generation.json?area=GR&type=Other,+"mixed"&from=2022-01-01&to=2022-01-02',
  );
  assert.equal(json.headers['content-type'], 'application/json; charset=utf-8');
  assert.deepEqual(json.json(), [
    {
      time_utc: '2022-01-01T00:00:00Z',
      area: 'GR',
      production_type: 'Other, "mixed"',
      resolution: 'PT60M',
      output_mw: -250,
      consumption_mw: null,
    },
  ]);
});

test('pitfall 18: flows name the side that power leaves first, rows by time, then by areas', async () => {
  for (const [area, toArea, kilowatts] of [
    ['GR', 'IT', 7],
    ['BG', 'GR', 5],
    ['AL', 'GR', 6],
  ] as const) {
    const seriesId = await fixture.addSeries('flows', { area, toArea });
    await fixture.putChunk('flows', {
      seriesId,
      day: '2022-01-01',
      minutes: 60,
      kilowatts: [kilowatts * 1000, 0],
    });
  }
  const { body } = await get('/v1/series/flows.csv?to_area=GR&from=2022-01-01&to=2022-01-02');
  assert.equal(
    body,
    `time_utc,from_area,to_area,resolution,flow_mw
2022-01-01T00:00:00Z,AL,GR,PT60M,6
2022-01-01T00:00:00Z,BG,GR,PT60M,5
2022-01-01T01:00:00Z,AL,GR,PT60M,0
2022-01-01T01:00:00Z,BG,GR,PT60M,0
`,
  );
});

test('a range without values is an empty table', async () => {
  const query = 'area=GR&from=2021-01-01&to=2021-02-01';
  assert.equal((await get(`/v1/series/load.csv?${query}`)).body, 'time_utc,area,resolution,load_mw\n');
  assert.deepEqual((await get(`/v1/series/load.json?${query}`)).json(), []);
});

test('JSON of several days is one array', async () => {
  const rows = (await get('/v1/series/load.json?area=GR&from=2022-01-01&to=2022-01-04')).json();
  assert.equal(rows.length, 7);
  assert.deepEqual(rows[6], {
    time_utc: '2022-01-03T00:00:00Z',
    area: 'GR',
    resolution: 'PT60M',
    load_mw: 1000,
  });
});

test('an answer that the client has is 304 until the stream changes; closed months keep longer', async () => {
  const url = '/v1/series/load.csv?area=XX&from=2022-05-01&to=2022-06-01';
  const first = await get(url);
  assert.equal(first.headers['cache-control'], 'public, max-age=10');
  const etag = String(first.headers.etag);
  const again = await get(url, { 'if-none-match': `"other", ${etag}` });
  assert.equal(again.statusCode, 304);
  assert.equal(again.body, '');
  assert.equal(again.headers.etag, etag);
  assert.equal((await get(url.replace('.csv', '.json'), { 'if-none-match': etag })).statusCode, 200);

  await fixture.putChunk('load', {
    seriesId: later,
    day: '2022-05-31',
    minutes: 60,
    kilowatts: [2],
    revision: 2,
  });
  const changed = await get(url, { 'if-none-match': etag });
  assert.equal(changed.statusCode, 200);
  assert.match(changed.body, /,0\.002\n$/);

  const closed = await get('/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-02-01');
  assert.equal(closed.headers['cache-control'], 'public, max-age=86400');
});

test('what was known at a past time is shown, and never changes', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'BE' });
  const put = (kilowatts: number, updatedAt: string) =>
    fixture.putChunk('load', {
      seriesId,
      day: '2022-01-01',
      minutes: 60,
      kilowatts: [kilowatts],
      revision: 3,
      updatedAt: new Date(updatedAt),
    });
  await put(3785, '2022-01-01T10:00:00Z');
  await put(9200, '2022-03-01T10:00:00Z');
  const response = await get('/v1/series/load.csv?area=BE&from=2022-01-01&to=2022-01-02&as_of=2022-02-01');
  assert.match(response.body, /,3\.785\n$/);
  assert.match(String(response.headers['cache-control']), /immutable/);
});

test('HEAD answers with the headers alone', async () => {
  const response = await app.inject({
    method: 'HEAD',
    url: '/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-02',
  });
  assert.equal(response.statusCode, 200);
  assert.equal(response.body, '');
  assert.ok(response.headers.etag);
  assert.equal(response.headers['content-type'], 'text/csv; charset=utf-8; header=present');
});

const REFUSED: readonly [url: string, status: number, fields: string[], detail: RegExp][] = [
  ['load.csv?area=GR', 400, ['from', 'to'], /from: must be given/],
  ['load.csv?area=GR&from=2022-01-01', 400, ['to'], /to: must be given/],
  ['load.csv?from=2022-01-01&to=2022-01-02', 400, ['area'], /area: must be given/],
  ['flows.csv?from=2022-01-01&to=2022-01-02', 400, ['from_area'], /from_area or to_area/],
  ['load.csv?area=GR&from=2022-01-02&to=2022-01-01', 400, ['to'], /must be after from/],
  ['load.csv?area=GR&from=2022-01-01&to=2022-01-01', 400, ['to'], /must be after from/],
  ['load.csv?area=GR&from=1950-01-01&to=2050-01-01', 400, ['to'], /at most 3,700 days/],
  ['load.csv?area=GR&from=yesterday&to=2022-01-01', 400, ['from'], /"yesterday" is neither/],
  ['load.csv?area=GR&from=2022-02-30&to=2022-03-01', 400, ['from'], /"2022-02-30" is neither/],
  ['load.csv?area=GR&from=2022-01-01T00:00:00&to=2022-03-01', 400, ['from'], /neither/],
  ['load.csv?area=GR&from=2022-01-01T00:00:00+02:00&to=2022-03-01', 400, ['from'], /write \+ as %2B/],
  [
    'load.csv?area=GR&from=2022-01-01&to=2022-01-02&zone=x',
    400,
    ['zone'],
    /takes area, area_type, from, to, as_of/,
  ],
  ['load.csv?area=GR&type=Solar&from=2022-01-01&to=2022-01-02', 400, ['type'], /is unknown/],
  ['load.csv?area=GR&area=IT&from=2022-01-01&to=2022-01-02', 400, ['area'], /more than once/],
  ['load.csv?area=GR&area_type=cty&from=2022-01-01&to=2022-01-02', 400, ['area_type'], /CTY, BZN, CTA/],
  ['load.csv?area=Atlantis&from=2022-01-01&to=2022-01-02', 404, ['area'], /"Atlantis" is unknown/],
  [
    'load.csv?area=GR&area_type=BZN&from=2022-01-01&to=2022-01-02',
    404,
    ['area'],
    /not published as BZN but as CTY/,
  ],
  ['generation.csv?area=GR&type=Fusion&from=2022-01-01&to=2022-01-02', 404, ['type'], /"Fusion" is unknown/],
];
for (const [url, status, fields, detail] of REFUSED) {
  test(`${url} is refused with ${status} and names ${fields.join(' and ')}`, async () => {
    const response = await get(`/v1/series/${url}`);
    assert.equal(response.statusCode, status);
    assert.equal(response.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.equal(response.headers['cache-control'], 'no-store');
    assert.equal(response.headers.etag, undefined);
    const problem = response.json();
    assert.match(problem.detail, detail);
    assert.deepEqual(
      problem.violations.map((violation: { field: string }) => violation.field),
      fields,
    );
  });
}

test('a stream that is down is 503 with Retry-After, and the others go on', async () => {
  const load = openDatabase({ url: fixture.url, schema: 'dropped', max: 1 });
  const broken = fastify();
  after(() => Promise.all([load.close(), broken.close()]));
  await broken.register(seriesHttp, { databases: { ...fixture.databases, load } });
  const query = 'area=GR&from=2022-01-01&to=2022-01-02';
  const down = await broken.inject(`/v1/series/load.csv?${query}`);
  assert.equal(down.statusCode, 503);
  assert.equal(down.headers['retry-after'], '5');
  assert.match(down.json().detail, /the load stream is not available/);
  assert.equal((await broken.inject(`/v1/series/generation.csv?${query}`)).statusCode, 200);
});

test('a client that stops reading makes the server stop reading, and is cut in the end', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'DE' });
  await fixture.databases.load.sql`
    insert into chunk (series_id, day, resolution_minutes, kilowatts, total, present, digest, revision)
    select ${seriesId}, date '2012-01-01' + n, 15, array_fill(1234567, array[96]), 0, 96, gen_random_uuid(), 1
    from generate_series(0, 3699) n`;
  const lines: { level: number; reason?: string; err?: unknown }[] = [];
  const loggerInstance = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const slow = fastify({ loggerInstance, logController: new PlainLog() });
  after(() => slow.close());
  await slow.register(seriesHttp, { databases: fixture.databases, maxDownloads: 1, stallTimeoutMs: 300 });
  const origin = await slow.listen({ host: '127.0.0.1', port: 0 });
  const url = `${origin}/v1/series/load.csv?area=DE&from=2012-01-01&to=2022-01-01`;

  const stalled = httpRequest(url);
  stalled.end();
  const [response] = await once(stalled, 'response');
  const busy = await fetch(url);
  assert.equal(busy.status, 503);
  assert.match(await busy.text(), /TOO_MANY_DOWNLOADS/);
  // Nothing is read from `response` until the server has given up and can serve the next.
  const next = await eventually(async () => {
    const answer = await fetch(url);
    if (answer.ok) return answer;
    await answer.text();
    return undefined;
  });
  assert.equal((await next.text()).split('\n').length, 1 + 3653 * 96 + 1);
  await assert.rejects(text(response), { code: 'ECONNRESET' });
  const told = lines.filter(({ reason }) => reason !== undefined);
  assert.deepEqual(
    told.map(({ level, reason, err }) => [level, reason, err]),
    [[30, 'the client took no byte for 300 ms', undefined]],
  );

  const leaving = httpRequest(url).end();
  const [half] = (await once(leaving, 'response')) as [IncomingMessage];
  half.on('error', () => undefined).destroy();
  await eventually(async () => {
    const answer = await fetch(url, { method: 'HEAD' });
    return answer.ok || undefined;
  });
  assert.deepEqual(
    lines.filter(({ err }) => err !== undefined),
    [],
    'nobody is told a stack of a client that went',
  );
});

test('a client that reads slowly for ever is cut in the end, and gives its place and its transaction back', async () => {
  const steady = fastify();
  after(() => steady.close());
  const { databases } = fixture;
  await steady.register(seriesHttp, { databases, maxDownloads: 1, maxDurationMs: 300 });
  const origin = await steady.listen({ host: '127.0.0.1', port: 0 });
  const slowly = httpRequest(`${origin}/v1/series/load.csv?area=DE&from=2012-01-01&to=2022-01-01`);
  slowly.end();
  const [response] = (await once(slowly, 'response')) as [IncomingMessage];
  await assert.rejects(
    async () => {
      for await (const _piece of response) await delay(50);
    },
    { code: 'ECONNRESET' },
  );
  await eventually(async () => {
    const next = await fetch(`${origin}/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-02`);
    await next.text();
    return next.ok || undefined;
  });
});

test('a NUL in a parameter is refused by its name', async () => {
  const response = await get('/v1/series/load.csv?area=GR%00&from=2022-01-01&to=2022-01-02');
  assert.equal(response.statusCode, 400);
  assert.match(response.body, /area: holds a NUL character/);
});
