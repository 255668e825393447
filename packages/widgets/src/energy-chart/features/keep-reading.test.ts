import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepReading } from './keep-reading.ts';

test('what fails is read anew, and failures count from the last time that something came', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const away = Object.assign(new Error('away'), { code: 'unavailable', retryable: true });
  const counted: number[] = [];
  const stop = new AbortController();
  let reads = 0;
  const read = async (came: () => void) => {
    reads += 1;
    if (reads === 3) came();
    throw away;
  };
  keepReading(read, { signal: stop.signal, failed: (_, before) => counted.push(before) });
  while (reads < 5) {
    await new Promise(setImmediate);
    t.mock.timers.tick(60_000);
  }
  await new Promise(setImmediate);
  assert.deepEqual(counted, [0, 1, 0, 1, 2]);
  stop.abort();
  t.mock.timers.tick(600_000);
  assert.equal(reads, 5, 'and no more once nobody wants it');
});
