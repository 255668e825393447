import assert from 'node:assert/strict';
import { test } from 'node:test';
import { europeanHours, HOURS_START } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { listenToStream, type Ring } from './stream-bell.ts';
import { STEP_MS } from './time-steps.ts';

const RANGE = { from: HOURS_START, to: HOURS_START + 48 * STEP_MS };

/** Listens, and hands out the rings one by one. */
function listen(client: FakeMapClient, stream: 'load' | 'flows') {
  const stop = new AbortController();
  const rings: Ring[] = [];
  let wake = () => {};
  const options = { client, stream, areaType: 'CTY', range: RANGE, signal: stop.signal } as const;
  const ended = listenToStream(options, (ring) => {
    rings.push(ring);
    wake();
  });
  const heard = async (until: (ring: Ring) => boolean) => {
    while (!rings.some(until)) await new Promise<void>((resolve) => (wake = resolve));
    return rings.find(until);
  };
  return { stop, ended, heard };
}

test('a change rings with its revision and with how far it reaches', async () => {
  const client = new FakeMapClient(europeanHours(3));
  const { stop, ended, heard } = listen(client, 'load');
  const first = await heard(({ revision }) => revision === 1);
  assert.equal(first?.newest, HOURS_START + 3 * STEP_MS);
  client.change({ load: europeanHours(4).load });
  const ring = await heard(({ revision }) => revision === 2);
  assert.equal(ring?.newest, HOURS_START + 4 * STEP_MS);
  assert.equal(ring.resetAreas, undefined);
  stop.abort();
  await ended;
  assert.equal(client.watches.size, 0);
});

test('a stream takes one watch, however many areas it has', async () => {
  const client = new FakeMapClient(europeanHours());
  const { stop, ended, heard } = listen(client, 'flows');
  await heard(() => true);
  assert.equal(client.watches.size, 1);
  stop.abort();
  await ended;
});

test('a reset rings with the areas as they are then', async () => {
  const client = new FakeMapClient(europeanHours(3));
  const { stop, ended, heard } = listen(client, 'load');
  await heard(() => true);
  client.reset(europeanHours(2));
  const ring = await heard(({ resetAreas }) => resetAreas !== undefined);
  assert.equal(ring?.revision, 1);
  assert.equal(ring.newest, HOURS_START + 2 * STEP_MS);
  stop.abort();
  await ended;
});
