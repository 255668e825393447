import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect';
import { pino } from 'pino';
import { BadRequestSchema } from '../gen/google/rpc/error_details_pb.js';
import {
  AreaType,
  type GetSeriesRequestSchema,
  Measure,
  ProfileBucket,
  SeriesService,
  Stream,
} from '../gen/wattlet/v1/series_pb.js';
import { rpcInterceptors } from '../rpc/interceptors.ts';
import { decodeRuns } from './query/testing/decode-runs.ts';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { seriesService } from './series-service.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());

const log = pino({ level: 'silent' });

function clientOf(databases = fixture.databases) {
  const transport = createRouterTransport(
    (router) => router.service(SeriesService, seriesService({ databases })),
    {
      router: { interceptors: rpcInterceptors(log) },
    },
  );
  return createClient(SeriesService, transport);
}

const client = clientOf();
const at = (time: string) => timestampFromDate(new Date(time));
const range = (from: string, to: string) => ({ from: at(from), to: at(to) });
const DAY = range('2022-01-01T00:00:00Z', '2022-01-02T00:00:00Z');
const flat = (length: number, value: number) => Array<number>(length).fill(value);

type SeriesRequest = MessageInitShape<typeof GetSeriesRequestSchema>;

async function points(request: SeriesRequest) {
  const answer = await client.getSeries(request);
  return answer.series.map(({ runs }) =>
    decodeRuns(runs).map(({ start, kilowatts }) => [new Date(start).toISOString().slice(5, 16), kilowatts]),
  );
}

async function failure(work: Promise<unknown>): Promise<ConnectError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConnectError, `expected an error, got ${error}`);
  return error;
}

const violationOf = (error: ConnectError) => error.findDetails(BadRequestSchema)[0]?.fieldViolations[0];

test('values come back as stored, by EIC or map code, with the cursor that they belong to', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'GR', eic: '10YGR-HTSO-----Y' });
  await fixture.putChunk('load', {
    seriesId,
    day: '2022-01-01',
    minutes: 60,
    kilowatts: [4569500, 4401000],
    revision: 7,
  });
  const byCode = await client.getSeries({ selector: { stream: Stream.LOAD, area: 'GR' }, range: DAY });
  const byEic = await client.getSeries({
    selector: { stream: Stream.LOAD, area: '10YGR-HTSO-----Y' },
    range: DAY,
  });
  assert.deepEqual(byCode, byEic);
  const [series] = byCode.series;
  assert.deepEqual(
    series?.runs.map((run) => run.kilowattDeltas),
    [[4569500, -168500]],
  );
  assert.equal(series?.key?.area?.timeZone, 'Europe/Athens');
  assert.equal(series?.revision, 7n);
  assert.equal(byCode.cursor?.revision, 7n);
  assert.match(byCode.cursor?.epoch ?? '', /^[0-9a-f-]{36}$/);
});

test('a known series without values in the range has no runs', async () => {
  const answer = await client.getSeries({
    selector: { stream: Stream.LOAD, area: 'GR' },
    range: range('2030-01-01T00:00:00Z', '2031-01-01T00:00:00Z'),
  });
  assert.deepEqual(
    answer.series.map((series) => [series.key?.area?.mapCode, series.runs.length]),
    [['GR', 0]],
  );
});

test('pitfall 3: a day of hours with some quarter hours shows the finer values where they cover an hour', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'NL' });
  await fixture.putChunk('load', { seriesId, day: '2022-01-01', minutes: 60, kilowatts: [10, 20] });
  await fixture.putChunk('load', {
    seriesId,
    day: '2022-01-01',
    minutes: 15,
    kilowatts: [null, 99, null, null, 1, 2, 3, 4],
  });
  assert.deepEqual(await points({ selector: { stream: Stream.LOAD, area: 'NL' }, range: DAY }), [
    [
      ['01-01T00:00', 10],
      ['01-01T01:00', 1],
      ['01-01T01:15', 2],
      ['01-01T01:30', 3],
      ['01-01T01:45', 4],
    ],
  ]);
});

test('pitfall 8: a gap stays a gap, zero stays zero, and a missing day ends a run', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'MK' });
  await fixture.putChunk('load', {
    seriesId,
    day: '2022-01-01',
    minutes: 60,
    kilowatts: [1, null, 0, ...flat(21, 5)],
  });
  await fixture.putChunk('load', { seriesId, day: '2022-01-02', minutes: 60, kilowatts: [6] });
  await fixture.putChunk('load', { seriesId, day: '2022-01-04', minutes: 60, kilowatts: [7] });
  const answer = await client.getSeries({
    selector: { stream: Stream.LOAD, area: 'MK' },
    range: range('2022-01-01T00:00:00Z', '2022-01-05T00:00:00Z'),
  });
  assert.deepEqual(
    answer.series[0]?.runs.map((run) => [
      run.start && timestampDate(run.start).toISOString().slice(5, 13),
      run.kilowattDeltas.length,
    ]),
    [
      ['01-01T00', 1],
      ['01-01T02', 23],
      ['01-04T00', 1],
    ],
  );
});

test('pitfall 5: as_of shows what was known at that time, before and after each revision', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'BE' });
  const put = (value: number, revision: number, time: string) =>
    fixture.putChunk('load', {
      seriesId,
      day: '2022-01-01',
      minutes: 60,
      kilowatts: [value],
      revision,
      updatedAt: new Date(time),
    });
  await put(3785, 8, '2022-01-01T10:00:00Z');
  await put(6080, 9, '2022-02-01T10:00:00Z');
  await put(9200, 10, '2022-11-01T10:00:00Z');
  const known = async (time?: string) => {
    const [series] = await points({
      selector: { stream: Stream.LOAD, area: 'BE' },
      range: DAY,
      ...(time !== undefined && { asOf: at(time) }),
    });
    return series?.map(([, value]) => value);
  };
  assert.deepEqual(await known('2022-01-01T09:59:59Z'), []);
  assert.deepEqual(await known('2022-01-01T10:00:00Z'), [3785]);
  assert.deepEqual(await known('2022-02-01T09:59:59Z'), [3785]);
  assert.deepEqual(await known('2022-02-01T10:00:00Z'), [6080]);
  assert.deepEqual(await known('2022-12-01T00:00:00Z'), [9200]);
  assert.deepEqual(await known(), [9200]);

  const profiled = async (time?: string) => {
    const { profiles } = await client.getProfile({
      selector: { stream: Stream.LOAD, area: 'BE' },
      range: DAY,
      bucket: ProfileBucket.HOUR_OF_DAY,
      timeZone: 'Europe/Brussels',
      ...(time !== undefined && { asOf: at(time) }),
    });
    return profiles[0]?.points.map((point) => point.meanKilowatts);
  };
  assert.deepEqual(await profiled('2022-01-01T10:00:00Z'), [3785]);
  assert.deepEqual(await profiled('2022-02-01T10:00:00Z'), [6080]);
  assert.deepEqual(await profiled(), [9200]);
});

test('pitfall 11: output and consumption of pumped storage are two series, and one may be alone', async () => {
  const generation = (productionType: string, measure: 'output' | 'consumption') =>
    fixture.addSeries('generation', { area: 'GR', productionType, measure });
  const pumping = await generation('Hydro Pumped Storage', 'consumption');
  const turbining = await generation('Hydro Pumped Storage', 'output');
  const lignite = await generation('Fossil Brown coal/Lignite', 'output');
  await fixture.putChunk('generation', {
    seriesId: pumping,
    day: '2022-01-01',
    minutes: 60,
    kilowatts: [50, null, 70],
  });
  await fixture.putChunk('generation', {
    seriesId: turbining,
    day: '2022-01-01',
    minutes: 60,
    kilowatts: [null, 60],
  });
  // Pitfall 12: what is published negative stays negative.
  await fixture.putChunk('generation', {
    seriesId: lignite,
    day: '2022-01-01',
    minutes: 60,
    kilowatts: [-5, 5],
  });
  const answer = await client.getSeries({ selector: { stream: Stream.GENERATION, area: 'GR' }, range: DAY });
  assert.deepEqual(
    answer.series.map(({ key, runs }) => [
      key?.productionType,
      key?.measure,
      decodeRuns(runs).map((p) => p.kilowatts),
    ]),
    [
      ['Fossil Brown coal/Lignite', Measure.OUTPUT, [-5, 5]],
      ['Hydro Pumped Storage', Measure.OUTPUT, [60]],
      ['Hydro Pumped Storage', Measure.CONSUMPTION, [50, 70]],
    ],
  );
  // Pitfall 13: lignite reported until 02:00, pumped storage until 03:00.
  assert.equal(
    answer.completeUntil && timestampDate(answer.completeUntil).toISOString(),
    '2022-01-01T02:00:00.000Z',
  );
});

test('pitfall 14: countries, bidding zones and control areas of one code are never mixed', async () => {
  const eic = '10YAT-APG------L';
  const country = await fixture.addSeries('load', { area: 'AT', eic, areaType: 'CTY' });
  const zone = await fixture.addSeries('load', { area: 'AT', eic, areaType: 'BZN' });
  await fixture.putChunk('load', { seriesId: country, day: '2022-01-01', minutes: 60, kilowatts: [5857800] });
  await fixture.putChunk('load', { seriesId: zone, day: '2022-01-01', minutes: 60, kilowatts: [5947600] });
  const values = (areaType?: AreaType) =>
    points({ selector: { stream: Stream.LOAD, area: 'AT', ...(areaType && { areaType }) }, range: DAY });
  assert.deepEqual(await values(), [[['01-01T00:00', 5857800]]]);
  assert.deepEqual(await values(AreaType.CTY), [[['01-01T00:00', 5857800]]]);
  assert.deepEqual(await values(AreaType.BZN), [[['01-01T00:00', 5947600]]]);
  const error = await failure(values(AreaType.CTA));
  assert.equal(error.code, Code.NotFound);
  assert.match(error.rawMessage, /"AT" is not published as CTA but as BZN, CTY/);
});

test('pitfall 15: a map code of two areas is refused with their EIC codes, and the EIC codes work', async () => {
  await fixture.addSeries('load', { area: 'LU', eic: '10YLU-CEGEDEL-NQ' });
  await fixture.addSeries('load', { area: 'LU', eic: '10Y1001A1001A82H' });
  const error = await failure(
    client.getSeries({ selector: { stream: Stream.LOAD, area: 'LU' }, range: DAY }),
  );
  assert.equal(error.code, Code.InvalidArgument);
  assert.match(error.rawMessage, /10Y1001A1001A82H, 10YLU-CEGEDEL-NQ/);
  assert.equal(violationOf(error)?.field, 'selector.area');
  const answer = await client.getSeries({
    selector: { stream: Stream.LOAD, area: '10YLU-CEGEDEL-NQ' },
    range: DAY,
  });
  assert.equal(answer.series.length, 1);
});

test('pitfall 17: every area says from when until when it has data', async () => {
  const { areas } = await client.listAreas({ stream: Stream.LOAD });
  const macedonia = areas.find((area) => area.mapCode === 'MK');
  assert.equal(
    macedonia?.dataFrom && timestampDate(macedonia.dataFrom).toISOString(),
    '2022-01-01T00:00:00.000Z',
  );
  assert.equal(
    macedonia?.dataUntil && timestampDate(macedonia.dataUntil).toISOString(),
    '2022-01-04T01:00:00.000Z',
  );
  assert.ok(areas.every((area) => area.areaType === AreaType.CTY));
  assert.deepEqual(
    areas.map((area) => area.mapCode),
    areas.map((area) => area.mapCode).sort(),
  );
});

test('pitfall 18: flows are asked by the side they leave or enter, and net is first to second', async () => {
  const french = await fixture.addSeries('flows', { area: 'FR', toArea: 'GB' });
  const british = await fixture.addSeries('flows', { area: 'GB', toArea: 'FR' });
  const spanish = await fixture.addSeries('flows', { area: 'ES', toArea: 'FR' });
  const zones = await fixture.addSeries('flows', { area: 'FR', toArea: 'GB', areaType: 'BZN' });
  const night = flat(24, 1_500_000);
  // France exports all night, Britain sends a little back; its quarter hours are averaged over the hour.
  await fixture.putChunk('flows', { seriesId: french, day: '2022-01-01', minutes: 60, kilowatts: night });
  await fixture.putChunk('flows', {
    seriesId: british,
    day: '2022-01-01',
    minutes: 15,
    kilowatts: [...flat(88, 0), 0, 10, 20, 30],
  });
  await fixture.putChunk('flows', { seriesId: spanish, day: '2022-01-01', minutes: 60, kilowatts: night });
  await fixture.putChunk('flows', {
    seriesId: zones,
    day: '2022-01-01',
    minutes: 60,
    kilowatts: flat(24, 77),
  });

  const sides = async (selector: { fromArea?: string; toArea?: string }) => {
    const answer = await client.getSeries({ selector: { stream: Stream.FLOWS, ...selector }, range: DAY });
    return answer.series.map(({ key }) => `${key?.area?.mapCode}>${key?.toArea?.mapCode}`);
  };
  assert.deepEqual(await sides({ fromArea: 'FR' }), ['FR>GB']);
  assert.deepEqual(await sides({ toArea: 'FR' }), ['ES>FR', 'GB>FR']);
  assert.deepEqual(await sides({ fromArea: 'GB', toArea: 'FR' }), ['GB>FR']);

  const { borders, values } = await client.getSnapshot({ stream: Stream.FLOWS });
  assert.deepEqual(values, []);
  assert.deepEqual(
    borders.map(({ first, second, netKilowatts, start, stepSeconds }) => [
      first?.mapCode,
      second?.mapCode,
      netKilowatts,
      start && timestampDate(start).toISOString(),
      stepSeconds,
    ]),
    [['FR', 'GB', 1_499_985n, '2022-01-01T22:00:00.000Z', 3600]],
  );
});

test('a snapshot holds the latest value of every area at a time, and none older than 24 hours', async () => {
  const snapshot = async (time: string) => {
    const { values } = await client.getSnapshot({ stream: Stream.LOAD, at: at(time) });
    return new Map(values.map(({ key, kilowatts }) => [key?.area?.mapCode, kilowatts]));
  };
  const noon = await snapshot('2022-01-01T01:30:00Z');
  assert.equal(noon.get('GR'), 4401000n);
  assert.equal(noon.get('MK'), 1n);
  assert.equal(noon.get('NL'), 3n);
  const dayAfter = await snapshot('2022-01-02T01:00:01Z');
  assert.equal(dayAfter.has('GR'), false);
  assert.equal(dayAfter.get('MK'), 6n);
  assert.deepEqual(
    (await client.getSnapshot({ stream: Stream.LOAD, at: at('2040-01-01T00:00:00Z') })).values,
    [],
  );
});

test('a profile groups by the hours of the zone', async () => {
  const { profiles } = await client.getProfile({
    selector: { stream: Stream.LOAD, area: 'GR' },
    range: DAY,
    bucket: ProfileBucket.HOUR_OF_DAY,
    timeZone: 'Europe/Athens',
  });
  assert.deepEqual(
    profiles[0]?.points.map(({ bucket, meanKilowatts, coveredSeconds }) => [
      bucket,
      meanKilowatts,
      coveredSeconds,
    ]),
    [
      [2, 4569500, 3600n],
      [3, 4401000, 3600n],
    ],
  );
});

test('pitfall 2: profiles are right on the 23-hour and the 25-hour day of Athens', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'CY' });
  for (const day of ['2022-03-26', '2022-03-27', '2022-10-29', '2022-10-30']) {
    await fixture.putChunk('load', { seriesId, day, minutes: 15, kilowatts: flat(96, 1000) });
  }
  const hours = async (from: string, to: string) => {
    const { profiles } = await client.getProfile({
      selector: { stream: Stream.LOAD, area: 'CY' },
      range: range(from, to),
      bucket: ProfileBucket.HOUR_OF_DAY,
      timeZone: 'Europe/Athens',
    });
    return new Map(profiles[0]?.points.map((point) => [point.bucket, Number(point.coveredSeconds) / 3600]));
  };
  const short = await hours('2022-03-26T22:00:00Z', '2022-03-27T21:00:00Z');
  assert.deepEqual([short.size, short.get(2), short.get(3), short.get(4)], [23, 1, undefined, 1]);
  const long = await hours('2022-10-29T21:00:00Z', '2022-10-30T22:00:00Z');
  assert.deepEqual([long.size, long.get(2), long.get(3), long.get(4)], [24, 1, 2, 1]);
});

test('data and cursor are of one moment: a change in between is in neither or in both', async () => {
  const seriesId = await fixture.addSeries('load', { area: 'PT' });
  const put = (revision: number) =>
    fixture.putChunk('load', { seriesId, day: '2022-01-01', minutes: 60, kilowatts: [revision], revision });
  await put(100);
  let writing = true;
  const writes = (async () => {
    for (let revision = 101; revision <= 160; revision++) await put(revision);
    writing = false;
  })();
  do {
    const answer = await client.getSeries({ selector: { stream: Stream.LOAD, area: 'PT' }, range: DAY });
    assert.equal(BigInt(answer.series[0]?.runs[0]?.kilowattDeltas[0] ?? 0), answer.cursor?.revision);
  } while (writing);
  await writes;
});
