import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Player } from './player.ts';
import { readSample } from './sample-files.ts';

async function setUp(t: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'wattlet-player-'));
  t.after(() => rm(home, { recursive: true }));
  const player = new Player(home);
  return { home, player, names: async () => (await readdir(player.folder)).sort() };
}

test('the first start publishes every stream up to 08:00 UTC', async (t) => {
  const { player, names } = await setUp(t);
  assert.deepEqual(await player.resume(), new Date('2022-01-01T08:00:00Z'));
  assert.deepEqual(await names(), [
    '2022_01_01_08_ActualTotalLoad6.1.A.csv',
    '2022_01_01_08_AggregatedGenerationPerType16.1.BC.csv',
    '2022_01_01_08_PhysicalFlows12.1.G.csv',
  ]);
});

test('what is published for an hour is byte for byte what was published then', async (t) => {
  const { player } = await setUp(t);
  let hour = await player.resume();
  for (const next of ['2022-01-01T09:00:00Z', '2022-01-01T10:00:00Z']) {
    hour = await player.next(hour);
    assert.deepEqual(hour, new Date(next));
  }
  const name = '2022_01_01_10_ActualTotalLoad6.1.A.csv';
  assert.ok((await readFile(join(player.folder, name))).equals(readSample(`load/${name}`)));
});

test('another start goes on from the newest hour, and completes it if it was interrupted there', async (t) => {
  const { home, player, names } = await setUp(t);
  await player.next(await player.resume());
  const complete = await names();
  await rm(join(player.folder, '2022_01_01_09_PhysicalFlows12.1.G.csv'));

  const again = new Player(home);
  assert.deepEqual(await again.resume(), new Date('2022-01-01T09:00:00Z'));
  assert.deepEqual(await names(), complete);
});

test('played to the end, each stream has stopped at its own last hour and the folder is small', async (t) => {
  const { player, names } = await setUp(t);
  assert.deepEqual(player.end, new Date('2022-01-10T01:00:00Z'));
  let hour = await player.resume();
  while (hour < player.end) hour = await player.next(hour);
  assert.deepEqual(await names(), [
    '2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv',
    // Of countries only: it is held back.
    '2022_01_02_08_AggregatedGenerationPerType16.1.BC.csv',
    '2022_01_02_15_PhysicalFlows12.1.G.csv',
    '2022_01_02_16_PhysicalFlows12.1.G.csv',
    '2022_01_10_00_ActualTotalLoad6.1.A.csv',
    '2022_01_10_01_ActualTotalLoad6.1.A.csv',
  ]);
});
