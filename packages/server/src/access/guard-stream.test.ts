import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardStream } from './guard-stream.ts';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) yield number;
}

async function* silence(): AsyncGenerator<number> {
  await new Promise<never>(() => undefined);
}

async function* failing(): AsyncGenerator<number> {
  yield 1;
  throw new Error('of the stream');
}

async function collect(messages: AsyncIterable<number>): Promise<number[]> {
  const all: number[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

const never = new AbortController().signal;
const hourly = () => 3_600_000;
const holds = () => Promise.resolve();
const fails = () => Promise.reject(new Error('revoked'));

test('messages pass while the checks hold', async () => {
  const guarded = guardStream(numbers(1000), { nextCheckMs: () => 0, check: holds, signal: never });
  assert.deepEqual(await collect(guarded), [...Array(1000).keys()]);
});

test('a stream on which nothing happens ends with what its check threw', async () => {
  const guarded = guardStream(silence(), { nextCheckMs: () => 1, check: fails, signal: never });
  await assert.rejects(collect(guarded), /revoked/);
});

test('what failed while the consumer was busy is thrown when it comes back', async () => {
  const checked = Promise.withResolvers<void>();
  const check = () => {
    setImmediate(checked.resolve);
    return fails();
  };
  const guarded = guardStream(numbers(5), { nextCheckMs: () => 1, check, signal: never });
  assert.equal((await guarded.next()).value, 0);
  await checked.promise;
  await assert.rejects(guarded.next(), /revoked/);
});

test('checks go on until one fails', async () => {
  let checks = 0;
  const check = () => (++checks < 5 ? holds() : fails());
  await assert.rejects(
    collect(guardStream(silence(), { nextCheckMs: () => 1, check, signal: never })),
    /revoked/,
  );
  assert.equal(checks, 5);
});

test('a failure of the stream itself is passed on', async () => {
  const guarded = guardStream(failing(), { nextCheckMs: hourly, check: holds, signal: never });
  await assert.rejects(collect(guarded), /of the stream/);
});

test('when the call is over nothing is checked any more, also if the consumer never comes back', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let checks = 0;
  const call = new AbortController();
  const check = () => {
    checks++;
    return holds();
  };
  const guarded = guardStream(numbers(5), { nextCheckMs: () => 10, check, signal: call.signal });
  await guarded.next();
  context.mock.timers.tick(10);
  assert.equal(checks, 1);
  await holds();
  call.abort();
  context.mock.timers.tick(1000);
  assert.equal(checks, 1);
});
