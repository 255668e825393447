import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TokenBuckets } from './token-buckets.ts';

const START = Date.UTC(2026, 0, 1);

test('a minute of calls may come at once, the next one when it says', () => {
  const buckets = new TokenBuckets({ perMinute: 60 });
  for (let call = 0; call < 60; call++) assert.equal(buckets.spend('a', START), 0);
  const wait = buckets.spend('a', START);
  assert.equal(wait, 1000);
  assert.ok(buckets.spend('a', START + wait - 1) > 0);
  assert.equal(buckets.spend('a', START + wait), 0);
});

test('one key does not spend for another', () => {
  const buckets = new TokenBuckets({ perMinute: 1 });
  assert.equal(buckets.spend('a', START), 0);
  assert.ok(buckets.spend('a', START) > 0);
  assert.equal(buckets.spend('b', START), 0);
});

test('a flood of keys is remembered only up to the bound, and those of a minute ago not at all', () => {
  const buckets = new TokenBuckets({ perMinute: 1 }, 10);
  for (let key = 0; key < 1000; key++) buckets.spend(String(key), START);
  assert.equal(buckets.keys, 10);
  buckets.spend('late', START + 60_000);
  assert.equal(buckets.keys, 1);
});

test('who writes goes on writing when the clock of the server is set back by an hour', () => {
  const buckets = new TokenBuckets({ perMinute: 60 });
  for (let call = 0; call < 60; call++) assert.equal(buckets.spend('busy', START), 0);
  assert.equal(buckets.spend('calm', START), 0);
  const back = START - 3_600_000;
  assert.equal(buckets.spend('calm', back), 0);
  assert.ok(buckets.spend('busy', back) <= 1000);
  assert.equal(buckets.spend('busy', back + 1000), 0);
});

test('keys of before the clock was set back are forgotten', () => {
  const buckets = new TokenBuckets({ perMinute: 1 });
  for (let key = 0; key < 100; key++) buckets.spend(String(key), START);
  buckets.spend('now', START - 3_600_000);
  assert.equal(buckets.keys, 1);
});

test('whatever the times of the calls, no minute lets more than two buckets through', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 }),
      (perMinute, gaps) => {
        const buckets = new TokenBuckets({ perMinute });
        let now = START;
        const passed: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (buckets.spend('a', now) === 0) passed.push(now);
        }
        for (const from of passed) {
          const within = passed.filter((at) => at >= from && at < from + 60_000);
          assert.ok(within.length <= 2 * perMinute);
        }
      },
    ),
  );
});
