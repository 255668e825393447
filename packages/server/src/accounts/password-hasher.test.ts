import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Code, ConnectError } from '@connectrpc/connect';
import { RetryInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { ARGON2_COSTS, PasswordHasher } from './password-hasher.ts';
import { CHEAP_COSTS } from './testing/cheap-costs.ts';

test('a password is recognised, another is not, and two hashes of one password differ', async () => {
  const passwords = await PasswordHasher.create({ costs: CHEAP_COSTS });
  const [first, second] = [await passwords.hash('tall ships sail'), await passwords.hash('tall ships sail')];
  assert.notEqual(first, second);
  assert.equal(await passwords.verify(first, 'tall ships sail'), true);
  assert.equal(await passwords.verify(second, 'tall ships sail'), true);
  assert.equal(await passwords.verify(first, 'tall ships sai1'), false);
  assert.equal(await passwords.verify(undefined, 'tall ships sail'), false);
});

test('the same letters as other code points are the same password', async () => {
  const passwords = await PasswordHasher.create({ costs: CHEAP_COSTS });
  const stored = await passwords.hash('cafe\u0301 au lait');
  assert.equal(await passwords.verify(stored, 'caf\u00e9 au lait'), true);
});

test('hashes are argon2id at the advised costs, and those at others are to be made again', async () => {
  const passwords = await PasswordHasher.create();
  const stored = await passwords.hash('tall ships sail');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(passwords.needsRehash(stored), false);
  for (const change of [{ memoryKib: 9_728 }, { passes: 3 }, { lanes: 2 }]) {
    const others = await PasswordHasher.create({ costs: { ...ARGON2_COSTS, ...change } });
    assert.equal(others.needsRehash(stored), true, JSON.stringify(change));
    assert.equal(await others.verify(stored, 'tall ships sail'), true, JSON.stringify(change));
  }
});

test('with too many waiting the next is told to come back, and later ones are served again', async () => {
  const passwords = await PasswordHasher.create({ costs: CHEAP_COSTS, atOnce: 1, waiting: 2 });
  const stored = await passwords.hash('tall ships sail');
  const calls = [1, 2, 3, 4, 5, 6].map(() => passwords.verify(stored, 'tall ships sail'));
  const outcomes = await Promise.allSettled(calls);
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  assert.ok(refused.length >= 2, `${refused.length} of 6 were refused`);
  assert.ok(outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value));
  for (const error of refused) {
    assert.ok(error instanceof ConnectError);
    assert.equal(error.code, Code.ResourceExhausted);
    assert.ok(error.findDetails(RetryInfoSchema)[0]?.retryDelay);
  }
  assert.equal(await passwords.verify(stored, 'tall ships sail'), true);
});

test('who gives up while waiting costs no hash', async () => {
  const passwords = await PasswordHasher.create({ costs: CHEAP_COSTS, atOnce: 1 });
  const stop = new AbortController();
  const first = passwords.hash('tall ships sail');
  const second = passwords.hash('tall ships sail', stop.signal);
  stop.abort(new Error('gone'));
  await assert.rejects(second, /gone/);
  assert.ok(await first);
});
