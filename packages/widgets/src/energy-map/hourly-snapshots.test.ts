import assert from 'node:assert/strict';
import { test } from 'node:test';
import { europeanHours, HOURS_START } from '../testing/european-hours.ts';
import { FakeMapClient } from '../testing/fake-map-client.ts';
import { HourlySnapshots } from './hourly-snapshots.ts';
import { STEP_MS } from './time-steps.ts';

function setUp() {
  const client = new FakeMapClient(europeanHours());
  const { signal } = new AbortController();
  return { client, snapshots: new HourlySnapshots({ client, stream: 'load', areaType: 'CTY', signal }) };
}

test('an hour is read once, however often it is asked for', async () => {
  const { client, snapshots } = setUp();
  const [first, second] = await Promise.all([snapshots.at(HOURS_START), snapshots.at(HOURS_START)]);
  assert.equal(first, second);
  assert.equal(await snapshots.at(HOURS_START), first);
  assert.equal(client.asked.length, 1);
});

test('a snapshot is of the end of its hour and knows nothing of the next one', async () => {
  const { snapshots } = setUp();
  const { values } = await snapshots.at(HOURS_START);
  assert.ok(values.every(({ start }) => start === HOURS_START));
});

test('after a change an hour is read again, under an address that no cache has an answer for', async () => {
  const { client, snapshots } = setUp();
  await snapshots.at(HOURS_START);
  assert.equal(snapshots.renew(7), true);
  await snapshots.at(HOURS_START);
  const [before, after] = client.asked.map(({ at }) => at);
  assert.notEqual(before, after);
  assert.ok([before, after].every((at = 0) => at >= HOURS_START && at < HOURS_START + STEP_MS));
});

test('what was read at the revision that is told of already stays, and the same news twice is none', async () => {
  const { client, snapshots } = setUp();
  await snapshots.at(HOURS_START);
  client.change({ load: europeanHours(2).load });
  await snapshots.at(HOURS_START + STEP_MS);
  assert.equal(snapshots.renew(2), true);
  await snapshots.at(HOURS_START + STEP_MS);
  assert.equal(client.asked.length, 2);
  await snapshots.at(HOURS_START);
  assert.equal(client.asked.length, 3);
  assert.equal(snapshots.renew(2), false);
});

test('an hour that could not be read is asked for again', async () => {
  const { client, snapshots } = setUp();
  client.failWith(new Error('away'));
  await assert.rejects(snapshots.at(HOURS_START), /away/);
  client.failWith(undefined);
  assert.equal((await snapshots.at(HOURS_START)).values.length, 5);
});

test('hours are kept for a week of them, not for ever', async () => {
  const { client, snapshots } = setUp();
  const week = Array.from({ length: 169 }, (_, hour) => HOURS_START + hour * STEP_MS);
  for (const hour of week) await snapshots.at(hour);
  await snapshots.at(HOURS_START + 168 * STEP_MS);
  assert.equal(client.asked.length, 169);
  await snapshots.at(HOURS_START);
  assert.equal(client.asked.length, 170);
});
