import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryOf, loadOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import { europeanHours, HOURS_START } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { listenToStream, type Ring } from './stream-bell.ts';
import { STEP_MS } from './time-steps.ts';

const RANGE = { from: HOURS_START, to: HOURS_START + 48 * STEP_MS };

/** Listens, and hands out the rings one by one. */
async function listen(client: FakeMapClient, stream: 'load' | 'flows') {
  const stop = new AbortController();
  const areas = await client.series.areas({ stream, areaType: 'CTY', signal: stop.signal });
  const rings: Ring[] = [];
  let wake = () => {};
  const ended = listenToStream(
    { client, stream, areaType: 'CTY', areas, range: RANGE, signal: stop.signal },
    (ring) => {
      rings.push(ring);
      wake();
    },
  );
  const heard = async (until: (ring: Ring) => boolean) => {
    while (!rings.some(until)) await new Promise<void>((resolve) => (wake = resolve));
    return rings.find(until);
  };
  return { stop, ended, heard };
}

test('a change rings with its revision and with how far the data reaches', async () => {
  const client = new FakeMapClient(europeanHours(3));
  const { stop, ended, heard } = await listen(client, 'load');
  await heard(({ revision }) => revision === 1);
  client.change({ load: europeanHours(4).load });
  const ring = await heard(({ revision }) => revision === 2);
  assert.equal(ring?.newest, HOURS_START + 4 * STEP_MS);
  stop.abort();
  await ended;
  assert.equal(client.watches.size, 0);
});

test('of many areas five are watched, spread over all of them, and none that has fallen silent', async () => {
  const silent = loadOf(countryOf('A0'), hourly(HOURS_START - 99 * STEP_MS, [1]));
  const running = Array.from({ length: 36 }, (_, i) => loadOf(countryOf(`C${i}`), hourly(HOURS_START, [1])));
  const client = new FakeMapClient({ load: [silent, ...running] });
  const { stop, ended, heard } = await listen(client, 'load');
  await heard(() => true);
  const watched = [...client.watches].map((one) => ('area' in one ? one.area : ''));
  assert.deepEqual(watched, ['C0', 'C8', 'C15', 'C22', 'C29']);
  stop.abort();
  await ended;
});

test('flows are watched by the area that they leave', async () => {
  const client = new FakeMapClient(europeanHours());
  const { stop, ended, heard } = await listen(client, 'flows');
  await heard(() => true);
  assert.deepEqual([...client.watches].map((one) => ('fromArea' in one ? one.fromArea : '')).sort(), [
    'BG',
    'FR',
    'GR',
    'IT',
  ]);
  stop.abort();
  await ended;
});
