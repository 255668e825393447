import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { growth } from './growth.mjs';
import { planLoad, planSoak } from './plan-visits.mjs';
import { runLoad } from './run-load.mjs';
import { startStand } from './stand.mjs';

const USERS = 24;
/** The last of three changes comes when everybody is there, also on a machine that does much else. */
const SHORT = { users: USERS, rampMs: 1_000, thinkMs: [50, 200], holdMs: 4_000, changeMs: 1_600, seed: 7 };
const AREAS = { load: ['AT', 'GR'], generation: ['GR'], flows: ['GR'] };

suite('two API nodes and a few users', () => {
  const opened = new AsyncDisposableStack();
  let stand;
  before(async () => {
    stand = await startStand(opened, { people: USERS });
  });
  after(() => opened.disposeAsync());

  test('a healthy run has no error, counts every call, and leaves no stream', async () => {
    const { problems, calls, streams, left, changes } = await runLoad(stand, SHORT);
    assert.deepEqual(problems, []);
    assert.equal(streams, USERS);
    const counted = calls.toJSON();
    for (const call of ['session', 'load', 'generation', 'flows'])
      assert.equal(counted[call].ms.length, USERS);
    assert.ok(counted.stream.ms.length >= USERS);
    assert.equal(changes, 3);
    assert.ok(counted.change.ms.length >= USERS, `${counted.change.ms.length} heard of a change`);
    assert.deepEqual(left, { streams: 0, topics: 0 });
  });

  test('a node that is killed shows as errors', async () => {
    const during = async () => {
      await delay(SHORT.rampMs + 800);
      process.kill(stand.pids()[0], 'SIGKILL');
    };
    const { calls, problems } = await runLoad(stand, { ...SHORT, reachMs: 1_000, during });
    assert.ok(calls.errorCount > 0);
    assert.ok(problems.includes(`${calls.errorCount} errors`), String(problems));
  });
});

test('a plan is the same for the same seed, and everybody has something to do', () => {
  const options = { users: 50, rampMs: 1_000, thinkMs: [10, 20], seed: 3, nodes: 2, areas: AREAS };
  const plan = planLoad(options);
  assert.deepEqual(plan, planLoad(options));
  assert.notDeepEqual(plan, planLoad({ ...options, seed: 4 }));
  for (const { steps } of plan) {
    assert.deepEqual(
      steps.map(({ call }) => call),
      ['session', 'load', 'generation', 'flows'],
    );
    assert.ok(steps.every(({ atMs }, index) => index === 0 || atMs > steps[index - 1].atMs));
  }
});

test('as many are there at any time of a soak as there are places', () => {
  const totalMs = 60_000;
  const visits = planSoak({
    ...{ places: 5, people: 3, totalMs, hurryMs: 20_000, stayMs: [4_000, 9_000], thinkMs: [10, 20] },
    ...{ seed: 3, nodes: 2, areas: AREAS },
  });
  const presentAt = (ms) => visits.filter(({ steps, leaveMs }) => steps[0].atMs <= ms && leaveMs > ms).length;
  for (const ms of [5_000, 20_000, 59_000]) assert.equal(presentAt(ms), 5);
  assert.ok(visits.every(({ person }) => person < 3));
  const begunWithin = (from, to) =>
    visits.filter(({ steps }) => steps[0].atMs >= from && steps[0].atMs < to).length;
  // Eight times as many come while they are in a hurry.
  assert.ok(begunWithin(4_000, 20_000) > 4 * begunWithin(20_000, 36_000));
});

test('what grows in a straight line grows by its slope, what only wavers by about nothing', () => {
  const minutes = Array.from({ length: 30 }, (_, minute) => minute * 60_000);
  const line = growth(minutes.map((at) => [at, 50 + at / 1_800_000]));
  assert.ok(Math.abs(line.perHour - 2) < 1e-6 && line.error < 1e-6);
  const waves = growth(minutes.map((at, index) => [at, 50 + (index % 2)]));
  assert.ok(Math.abs(waves.perHour) < 2 * waves.error);
});
