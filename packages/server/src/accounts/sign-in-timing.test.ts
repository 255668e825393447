import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AccountParts } from './account-parts.ts';
import { PasswordHasher } from './password-hasher.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { rankDifference } from './testing/rank-difference.ts';
import { TestBrowser } from './testing/test-browser.ts';

const ROUNDS = 120;
/** One in 15,000 equal pairs of distributions differs by more. */
const SAME = 4;

const known = { email: 'known@example.gr', password: 'a wrong guess' };
const unknown = { email: 'nobody@example.gr', password: 'a wrong guess' };

/** A hash is a few milliseconds: far more than a careless server could hide, far less than a real one. */
const COSTS = { memoryKib: 4096, passes: 1, lanes: 1 };

let fixture: AccountFixture;
let passwords: PasswordHasher;
before(async () => {
  passwords = await PasswordHasher.create({ costs: COSTS });
  fixture = await createAccountFixture({ passwords });
  const password = 'tall ships sail west';
  await fixture.browser().accounts.signUp({ email: known.email, displayName: 'Eleni', password });
});
after(() => fixture[Symbol.asyncDispose]());

/** Durations of sign-ins that fail, at a known and at an unknown address, in changing order. */
async function durations(parts: AccountParts): Promise<[number[], number[]]> {
  // Where the account was signed in from, it is no secret that there is one.
  const { accounts } = new TestBrowser(parts, { address: '203.0.113.7' });
  const samples: [number[], number[]] = [[], []];
  for (let round = 0; round < 2 * ROUNDS; round++) {
    await parts.sql`delete from attempt`;
    const which = (round ^ (round >> 1)) & 1 ? 1 : 0;
    const startedAt = performance.now();
    await accounts.signIn(which === 0 ? known : unknown).catch(() => undefined);
    samples[which].push(performance.now() - startedAt);
  }
  return samples;
}

test('signing in takes as long at an unknown address as at a known one', async () => {
  const difference = rankDifference(...(await durations(fixture.parts)));
  assert.ok(Math.abs(difference) < SAME, `the durations differ by ${difference} standard deviations`);
});

test('a server that hashes for known addresses only would be found out', async () => {
  const careless = {
    hash: (password: string) => passwords.hash(password),
    needsRehash: (stored: string) => passwords.needsRehash(stored),
    verify: (stored: string | undefined, password: string) =>
      stored === undefined ? Promise.resolve(false) : passwords.verify(stored, password),
  };
  const difference = rankDifference(...(await durations({ ...fixture.parts, passwords: careless })));
  assert.ok(difference > SAME, `the durations differ by ${difference} standard deviations`);
});
