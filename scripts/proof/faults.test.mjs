import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { checkReads } from './check-reads.mjs';
import { runFaults } from './faults.mjs';

test('a read may fail for a while after an engine is back, and for moments only after an API node was killed or stopped', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1_000)'], { stdio: 'ignore' });
  let pid = child.pid;
  once(child, 'exit').then(() => {
    pid = process.pid;
  });
  const rested = [];
  const outages = await runFaults({
    world: {
      services: [{ name: 'api-1' }],
      engines: { PostgreSQL: { stop: async () => undefined, start: async () => undefined } },
      ways: {},
      processes: {
        pidOf: () => pid,
        async rest(name) {
          rested.push(name);
          return () => rested.push(`${name} again`);
        },
      },
      isReady: () => true,
    },
    seed: 1,
    counts: { kills: 1, rests: 1, stops: 1, cuts: 0, fills: 0, jumps: 0 },
    outageMs: 4,
    say: () => undefined,
    signal: AbortSignal.timeout(60_000),
  });
  assert.deepEqual(rested, ['api-1', 'api-1 again']);
  const failureOf = (part, afterMs) => {
    const at = outages.find((outage) => outage.part === part).from + afterMs;
    return { name: part, restsOn: [part], from: at, to: at, error: 'unavailable' };
  };
  const told = (part, afterMs) => checkReads([failureOf(part, afterMs)], outages).length;
  assert.deepEqual([told('api-1', 1_000), told('api-1', 10_000)], [0, 1]);
  assert.deepEqual([told('PostgreSQL', 1_000), told('PostgreSQL', 10_000)], [0, 0]);
});

test('all ways are broken once, each in one manner, before one is again, in the other', async () => {
  const done = [];
  const wayTo = (name) => ({
    refuse: async () => void done.push(`${name} cut`),
    stall: () => void done.push(`${name} stalled`),
    heal: async () => undefined,
  });
  const names = ['load', 'flows', 'Kafka'];
  const breakWays = async (cuts) => {
    done.length = 0;
    await runFaults({
      world: {
        services: [],
        engines: {},
        ways: Object.fromEntries(names.map((name) => [name, wayTo(name)])),
        isReady: () => true,
      },
      seed: 1,
      counts: { kills: 0, rests: 0, stops: 0, cuts, fills: 0, jumps: 0 },
      outageMs: 4,
      pauseMs: 1,
      say: () => undefined,
      signal: AbortSignal.timeout(60_000),
    });
    return done.toSorted();
  };
  assert.deepEqual(await breakWays(3), ['Kafka stalled', 'flows cut', 'load stalled']);
  assert.deepEqual(await breakWays(6), [
    ...['Kafka cut', 'Kafka stalled', 'flows cut', 'flows stalled', 'load cut', 'load stalled'],
  ]);
});

test('engines are away for the whole time', async () => {
  let stoppedAt = 0;
  let awayMs = 0;
  const engine = {
    async stop() {
      stoppedAt = performance.now();
    },
    async start() {
      awayMs = performance.now() - stoppedAt;
    },
  };
  await runFaults({
    world: {
      services: [],
      engines: { PostgreSQL: engine },
      ways: {},
      isReady: () => true,
    },
    seed: 1,
    counts: { kills: 0, rests: 0, stops: 1, cuts: 0, fills: 0, jumps: 0 },
    outageMs: 40,
    pauseMs: 1,
    say: () => undefined,
    signal: AbortSignal.timeout(60_000),
  });
  assert.ok(awayMs >= 39, `${awayMs}`);
});
