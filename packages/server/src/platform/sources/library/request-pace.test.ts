import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RequestPace } from './request-pace.ts';

test('no minute has more requests than are allowed, and none waits longer than it must', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 60 }),
      async (perMinute, pauses) => {
        let time = 0;
        const sent: number[] = [];
        const wait = async (ms: number) => {
          assert.ok(ms > 0);
          time += ms;
        };
        const pace = new RequestPace({ perMinute, now: () => time, wait });
        for (const pause of pauses) {
          time += pause;
          const before = time;
          await pace.take(new AbortController().signal);
          sent.push(time);
          const first = sent.at(-1 - perMinute);
          if (first !== undefined) assert.ok(time - first >= 60_000);
          if (time > before) assert.equal(time - (first ?? 0), 60_000);
        }
      },
    ),
  );
});
