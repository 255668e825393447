import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { ensurePerson } from './ensure-person.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { failure } from './testing/failure.ts';

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

const ADMINISTRATOR = {
  email: 'administrator@demo.example',
  displayName: 'Demo administrator',
  role: 'administrator',
} as const;

test('who is wanted is there with the wanted password, once, however often it is asked for', async () => {
  await ensurePerson(fixture.sql, { ...ADMINISTRATOR, password: 'the first of two' });
  await ensurePerson(fixture.sql, { ...ADMINISTRATOR, password: 'the second of two' });
  const { accounts } = fixture.browser();
  const { email } = ADMINISTRATOR;
  await failure(
    accounts.signIn({ email, password: 'the first of two' }),
    Code.Unauthenticated,
    'WRONG_CREDENTIALS',
  );
  const { account } = await accounts.signIn({ email, password: 'the second of two' });
  assert.equal(account?.displayName, 'Demo administrator');
  const rows = await fixture.sql`select role from account where email = ${email}`;
  assert.deepEqual([...rows], [{ role: 'administrator' }]);
});
