import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { AreaType, Measure, ProfileBucket, Stream } from '../gen/wattlet/v1/series_pb.js';
import { decodeRuns } from './query/testing/decode-runs.ts';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { at, DAY, flat, points, range, seriesClient } from './testing/series-client.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());
const client = seriesClient(fixture.databases);

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
  assert.deepEqual(await points(client, { selector: { stream: Stream.LOAD, area: 'NL' }, range: DAY }), [
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
    const [series] = await points(client, {
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
    fixture.putChunk('load', {
      ...{ seriesId, day: '2022-01-01', minutes: 60, kilowatts: [revision], revision },
      // Two of them may come within a millisecond.
      updatedAt: new Date(Date.UTC(2022, 0, 2) + revision),
    });
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
