import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { quietRequestQueue } from './quiet-request-queue.ts';

test('a connection that has nothing to send sets no timer, and one that has does', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  quietRequestQueue();
  const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js');
  const queue = Object.assign(Object.create(RequestQueue.prototype), {
    pending: [] as unknown[],
    throttledUntil: -1,
    throttleCheckTimeoutId: null as unknown,
    checks: 0,
    checkPendingRequests() {
      queue.checks += 1;
    },
  });
  queue.scheduleCheckPendingRequests();
  assert.equal(queue.throttleCheckTimeoutId, null);
  queue.pending.push('a request');
  queue.scheduleCheckPendingRequests();
  t.mock.timers.tick(10);
  assert.deepEqual([queue.checks, queue.throttleCheckTimeoutId], [1, null]);
  queue.throttledUntil = Date.now() + 500;
  queue.scheduleCheckPendingRequests();
  t.mock.timers.tick(499);
  assert.equal(queue.checks, 1);
  t.mock.timers.tick(1);
  assert.equal(queue.checks, 2);
});
