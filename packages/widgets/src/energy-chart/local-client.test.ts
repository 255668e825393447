import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryOf, flowOf, loadOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import type { ChartSelection } from './chart-client.ts';
import { LocalClient } from './local-client.ts';

const HOUR_MS = 3_600_000;
const GR = countryOf('GR');
const request = { stream: 'load', area: 'GR', areaType: 'CTY', from: 0, to: 48 * HOUR_MS } as const;

test('a watch tells what there is, then every change, and ends with its signal', async () => {
  const client = new LocalClient({
    load: [loadOf(GR, hourly(0, [1])), loadOf(countryOf('BG'), hourly(0, [9]))],
  });
  const stop = new AbortController();
  const watch = client.series.watch({ ...request, signal: stop.signal })[Symbol.asyncIterator]();
  const values = async () => {
    const { value, done } = await watch.next();
    return done
      ? 'ended'
      : [value.type, ...value.series.flatMap((one) => [...(one.segments[0]?.megawatts ?? [])])];
  };
  assert.deepEqual(await values(), ['snapshot', 1]);
  const changed = values();
  client.update({ load: [loadOf(GR, hourly(0, [1, 2]))] });
  assert.deepEqual(await changed, ['patch', 1, 2]);
  const last = values();
  stop.abort();
  assert.equal(await last, 'ended');
});

test('an area reaches as far as its series', async () => {
  const client = new LocalClient({ load: [loadOf(GR, hourly(0, [1, 2, 3]))] });
  const [area] = await client.series.areas({
    stream: 'load',
    areaType: 'CTY',
    signal: AbortSignal.timeout(1_000),
  });
  assert.deepEqual([area?.mapCode, area?.dataFrom, area?.dataUntil], ['GR', 0, 3 * HOUR_MS]);
});

test('an area is found by its EIC code, too, and in the role that is asked for', async () => {
  const zone = { ...GR, areaType: 'BZN' } as const;
  const IT = countryOf('IT');
  const client = new LocalClient({
    load: [loadOf(GR, hourly(0, [1])), loadOf(zone, hourly(0, [2, 2]))],
    flows: [flowOf(GR, IT, hourly(0, [3])), flowOf(IT, GR, hourly(0, [4]))],
  });
  const signal = AbortSignal.timeout(1_000);
  const range = { areaType: 'CTY', from: 0, to: 48 * HOUR_MS } as const;
  const first = async (selection: ChartSelection) => {
    const { profiles } = await client.series.profile({
      ...selection,
      ...{ bucket: 'hour-of-day', timeZone: 'UTC', signal },
    });
    return profiles.map(({ points }) => points[0]?.meanMegawatts);
  };
  for (const name of [GR.mapCode, GR.eic]) {
    assert.deepEqual(await first({ ...range, stream: 'load', area: name }), [1]);
    assert.deepEqual(await first({ ...range, stream: 'flows', fromArea: name }), [3]);
    assert.deepEqual(await first({ ...range, stream: 'flows', toArea: name }), [4]);
  }
  const ends = async (areaType: 'CTY' | 'BZN') =>
    (await client.series.areas({ stream: 'load', areaType, signal })).map(({ dataUntil }) => dataUntil);
  assert.deepEqual([await ends('CTY'), await ends('BZN')], [[HOUR_MS], [2 * HOUR_MS]]);
});

test('a profile has mean and median of each hour of the local day, gaps left out', async () => {
  const twoDays = Array.from({ length: 48 }, (_, hour) => (hour === 5 ? Number.NaN : hour));
  const client = new LocalClient({ load: [loadOf(GR, hourly(0, [...twoDays, 100, 100]))] });
  const signal = AbortSignal.timeout(1_000);
  const options = {
    ...request,
    to: 50 * HOUR_MS,
    bucket: 'hour-of-day',
    timeZone: 'Europe/Athens',
    signal,
  } as const;
  const { profiles } = await client.series.profile(options);
  const points = new Map(profiles[0]?.points.map((point) => [point.bucket, point]));
  assert.equal(points.size, 24);
  // Midnight UTC is two in the morning in Athens.
  assert.deepEqual(points.get(2), {
    bucket: 2,
    meanMegawatts: (0 + 24 + 100) / 3,
    medianMegawatts: 24,
    coveredMs: 3 * HOUR_MS,
  });
  assert.deepEqual(points.get(7), {
    bucket: 7,
    meanMegawatts: 29,
    medianMegawatts: 29,
    coveredMs: HOUR_MS,
  });
});

test('earlier states cannot be asked for', async () => {
  const client = new LocalClient({});
  await assert.rejects(
    client.series.get({ ...request, asOf: 0, signal: AbortSignal.timeout(1_000) }),
    /no earlier states/,
  );
});
