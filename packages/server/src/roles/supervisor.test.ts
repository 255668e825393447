import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '../platform/testing/silent-log.ts';
import { type Role, Supervisor } from './supervisor.ts';

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

test('a role that fails is started again until it is up, and the others do not notice', async () => {
  const supervisor = new Supervisor({ log: silentLog, minBackoffMs: 1 });
  const stop = new AbortController();
  const back = Promise.withResolvers<void>();
  let runs = 0;
  let steadyRuns = 0;
  const shaky: Role = {
    name: 'importer:load',
    run: async (signal, ready) => {
      runs++;
      if (runs < 3) throw new Error(`failure ${runs}`);
      assert.deepEqual(
        supervisor.statuses().find(({ role }) => role === 'importer:load')?.reason,
        'failure 2',
        'it counts as down until it is ready',
      );
      ready();
      back.resolve();
      await untilAborted(signal);
    },
  };
  const steady: Role = {
    name: 'importer:flows',
    run: async (signal, ready) => {
      steadyRuns++;
      ready();
      await untilAborted(signal);
    },
  };
  supervisor.start(steady, stop.signal);
  supervisor.start(shaky, stop.signal);
  await back.promise;
  assert.deepEqual(
    supervisor.statuses().map(({ role, state }) => [role, state]),
    [
      ['importer:flows', 'up'],
      ['importer:load', 'up'],
    ],
  );
  assert.equal(steadyRuns, 1);
  stop.abort();
  await supervisor.ended();
});

test('a role that ends by itself counts as failed', async () => {
  const supervisor = new Supervisor({ log: silentLog, minBackoffMs: 1 });
  const stop = new AbortController();
  let runs = 0;
  supervisor.start(
    {
      name: 'parser:load',
      run: async () => {
        if (++runs === 2) stop.abort();
      },
    },
    stop.signal,
  );
  await supervisor.ended();
  assert.equal(runs, 2);
  assert.equal(supervisor.statuses()[0]?.reason, 'it ended by itself');
});
