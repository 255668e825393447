import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RequestPace } from './request-pace.ts';

const never = new AbortController().signal;
const HOUR_MS = 3_600_000;

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
          assert.ok(await pace.take(never));
          sent.push(time);
          const first = sent.at(-1 - perMinute);
          if (first !== undefined) assert.ok(time - first >= 60_000);
          if (time > before) assert.equal(time - (first ?? 0), 60_000);
        }
      },
    ),
  );
});

test('who asks waits a minute at most when the clock is set back by an hour, and the pace is kept', async () => {
  let time = HOUR_MS;
  let waited = 0;
  const wait = async (ms: number) => {
    waited += ms;
    time += ms;
  };
  const pace = new RequestPace({ perMinute: 2, now: () => time, wait });
  await pace.take(never);
  await pace.take(never);
  time -= HOUR_MS;
  assert.ok(await pace.take(never));
  assert.equal(waited, 60_000);
});

test('a ban is over after its time, also when the clock is set back by an hour', async () => {
  let time = HOUR_MS;
  const pace = new RequestPace({ perMinute: 100, now: () => time });
  pace.ban(120_000);
  time -= HOUR_MS;
  assert.equal(await pace.take(never), false);
  assert.equal(pace.bannedUntil, 120_000);
  time += 119_999;
  assert.equal(await pace.take(never), false);
  time += 1;
  assert.equal(await pace.take(never), true);
});

test('who waits for a turn asks for nothing once the server wants no request', async () => {
  let time = 0;
  const wait = async (ms: number) => {
    time += ms;
    pace.ban(120_000);
  };
  const pace = new RequestPace({ perMinute: 1, now: () => time, wait });
  assert.equal(await pace.take(never), true);
  assert.equal(await pace.take(never), false);
});
