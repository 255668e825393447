import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilAborted } from '../until-aborted.ts';
import { withDeadline } from './deadline.ts';
import { assertFails } from './file-source-contract.ts';

const reason = new Error('shutting down');
const forever = () => new Promise<never>(() => {});

test('work that is done in time gives its result', async () => {
  const { signal } = new AbortController();
  assert.equal(await withDeadline({ doing: 'Adding', timeoutMs: 60_000, signal }, async () => 2), 2);
});

test('work that takes too long is stopped and reported by what was being done', async () => {
  const { signal } = new AbortController();
  const work = withDeadline({ doing: 'Waiting', timeoutMs: 1, signal }, (stop) =>
    untilAborted(stop, forever()),
  );
  await assertFails(work, 'timeout', 'Waiting was not done in 1 ms');
});

test("the caller's own abort keeps its reason, also when the work reports another error", async () => {
  const controller = new AbortController();
  const work = withDeadline(
    { doing: 'Waiting', timeoutMs: 60_000, signal: controller.signal },
    async (stop) => {
      controller.abort(reason);
      assert.ok(stop.aborted);
      throw new Error('socket closed');
    },
  );
  await assert.rejects(work, reason);
});

test('waiting with a signal that has already aborted rejects at once', async () => {
  await assert.rejects(untilAborted(AbortSignal.abort(reason), forever()), reason);
});
