import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hash, verify } from '@node-rs/argon2';
import type { AccountParts } from './account-parts.ts';
import { PasswordHasher } from './password-hasher.ts';
import { SignInLimits } from './sign-in-limits.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { CHEAP_COSTS } from './testing/cheap-costs.ts';
import { TestBrowser } from './testing/test-browser.ts';

const known = { email: 'known@example.gr', password: 'a wrong guess' };
const unknown = { email: 'nobody@example.gr', password: 'a wrong guess' };

let fixture: AccountFixture;
let passwords: PasswordHasher;
/** What has been done, in order: statements of SQL, and hashes with what they cost. */
let steps: string[] = [];
before(async () => {
  const argon2 = {
    hash,
    verify: (...[stored, ...rest]: Parameters<typeof verify>) => {
      steps.push(String(stored).split('$').slice(0, 4).join('$'));
      return verify(stored, ...rest);
    },
  };
  passwords = await PasswordHasher.create({ costs: CHEAP_COSTS, argon2 });
  fixture = await createAccountFixture({ passwords });
  const password = 'tall ships sail west';
  await fixture.browser().accounts.signUp({ email: known.email, displayName: 'Eleni', password });
});
after(() => fixture[Symbol.asyncDispose]());

/** What is done for a sign-in that fails. */
async function stepsOf(claim: typeof known, hasher: AccountParts['passwords'] = passwords) {
  const sql = new Proxy(fixture.sql, {
    apply(target, self, args: [readonly string[] | unknown, ...unknown[]]) {
      steps.push(String(args[0]));
      return Reflect.apply(target, self, args);
    },
  });
  const parts = { ...fixture.parts, sql, limits: new SignInLimits(sql), passwords: hasher };
  // Where the account was signed in from, it is no secret that there is one.
  const { accounts } = new TestBrowser(parts, { address: '203.0.113.7' });
  steps = [];
  await assert.rejects(accounts.signIn(claim), /the e-mail address or the password is not right/);
  return steps;
}

test('signing in takes the same steps at an unknown address as at a known one, and hashes at the same costs', async () => {
  const taken = await stepsOf(known);
  assert.equal(taken.filter((step) => step.startsWith('$argon2id$')).length, 1);
  assert.ok(taken.length > 1);
  assert.deepEqual(await stepsOf(unknown), taken);
});

test('a server that hashes for known addresses only would be found out', async () => {
  const careless: AccountParts['passwords'] = {
    hash: (password) => passwords.hash(password),
    needsRehash: (stored) => passwords.needsRehash(stored),
    verify: async (stored, password) => stored !== undefined && passwords.verify(stored, password),
  };
  assert.notDeepEqual(await stepsOf(unknown, careless), await stepsOf(known, careless));
});
