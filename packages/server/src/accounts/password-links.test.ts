import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import { Role } from '../gen/wattlet/v1/account_pb.js';
import { ensurePerson } from './ensure-person.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { failure } from './testing/failure.ts';
import { testPerson } from './testing/test-person.ts';

const OLD = 'tall ships sail west';
const NEW = 'short boats row east';
const DAY_MS = 86_400_000;

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

const operator = testPerson({ role: 'operator' });
const users = () => fixture.browser({ principal: operator }).users;

let people = 0;
async function addUser(role = Role.CUSTOMER) {
  const email = `link${++people}@example.gr`;
  const { user } = await users().createUser({ email, displayName: 'Eleni', role, password: OLD });
  return { email, userId: user?.id ?? '' };
}

test('a link sets a password once, ends every session, and whoever made it is written down', async () => {
  const { email, userId } = await addUser();
  const elsewhere = fixture.browser();
  await elsewhere.accounts.signIn({ email, password: OLD });
  const { token, expiresAt } = await users().createPasswordLink({ userId });
  assert.deepEqual(expiresAt && timestampDate(expiresAt), new Date(fixture.now.getTime() + DAY_MS));

  const { accounts } = fixture.browser();
  await accounts.redeemPasswordLink({ token, newPassword: NEW });
  assert.equal((await elsewhere.accounts.getSession({})).account, undefined);
  await failure(accounts.signIn({ email, password: OLD }), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await accounts.signIn({ email, password: NEW });
  await failure(accounts.redeemPasswordLink({ token, newPassword: OLD }), Code.NotFound, 'LINK_ENDED');

  const entries = await fixture.sql<{ action: string; actor_id: string }[]>`
    select action, actor_id from audit_entry where target_id = ${userId} and action like 'password.%'
    order by entry_id`;
  assert.deepEqual(
    entries.map(({ action, actor_id: actor }) => [action, actor]),
    [
      ['password.link-created', operator.accountId],
      ['password.link-redeemed', userId],
    ],
  );
});

test('a link ends by a newer one, and a day after it was made', async () => {
  const { userId } = await addUser();
  const { accounts } = fixture.browser();
  const { token: first } = await users().createPasswordLink({ userId });
  const { token: second } = await users().createPasswordLink({ userId });
  await failure(accounts.redeemPasswordLink({ token: first, newPassword: NEW }), Code.NotFound, 'LINK_ENDED');
  const made = fixture.now;
  fixture.now = new Date(made.getTime() + DAY_MS);
  await failure(
    accounts.redeemPasswordLink({ token: second, newPassword: NEW }),
    Code.NotFound,
    'LINK_ENDED',
  );
  fixture.now = new Date(made.getTime() + DAY_MS - 1);
  await accounts.redeemPasswordLink({ token: second, newPassword: NEW });
});

test('a link ends with what it was made for: the password, the address, the role, and being let in', async () => {
  const ends: Record<string, (user: { email: string; userId: string }) => Promise<unknown>> = {
    'another address by a manager': ({ email, userId }) =>
      users().updateUser({ userId, email: `other.${email}` }),
    promoted: ({ userId }) => users().updateUser({ userId, role: Role.OPERATOR }),
    'kept out and let in again': async ({ userId }) => {
      await users().updateUser({ userId, disabled: true });
      await users().updateUser({ userId, disabled: false });
    },
    'another password': async ({ email }) => {
      const { accounts } = fixture.browser();
      await accounts.signIn({ email, password: OLD });
      await accounts.changePassword({ oldPassword: OLD, newPassword: NEW });
    },
    'another address of their own': async ({ email }) => {
      const { accounts } = fixture.browser();
      await accounts.signIn({ email, password: OLD });
      await accounts.updateAccount({ email: `own.${email}`, password: OLD });
    },
    'made sure of by the deployment': ({ email }) =>
      ensurePerson(fixture.sql, { email, displayName: 'Eleni', role: 'operator', password: NEW }),
  };
  for (const [what, end] of Object.entries(ends)) {
    const user = await addUser();
    const { token } = await users().createPasswordLink({ userId: user.userId });
    await end(user);
    const { accounts } = fixture.browser();
    await assert.rejects(
      accounts.redeemPasswordLink({ token, newPassword: 'a third one by the maker' }),
      /LINK_ENDED|used or replaced/,
      what,
    );
  }
});

test('a link outlives another name, which changes nothing of who signs in', async () => {
  const { userId } = await addUser();
  const { token } = await users().createPasswordLink({ userId });
  await users().updateUser({ userId, displayName: 'Eleni K.', role: Role.CUSTOMER });
  await fixture.browser().accounts.redeemPasswordLink({ token, newPassword: NEW });
});

test('a password that will not do leaves the link as good as it was', async () => {
  const { userId } = await addUser();
  const { token } = await users().createPasswordLink({ userId });
  const { accounts } = fixture.browser();
  await failure(
    accounts.redeemPasswordLink({ token, newPassword: 'password1234' }),
    Code.InvalidArgument,
    'PASSWORD_COMMON',
  );
  await accounts.redeemPasswordLink({ token, newPassword: NEW });
});

test('of two who use a link at once one sets the password', async () => {
  const { userId } = await addUser();
  const { token } = await users().createPasswordLink({ userId });
  const tries = await Promise.allSettled(
    [NEW, OLD].map((newPassword) => fixture.browser().accounts.redeemPasswordLink({ token, newPassword })),
  );
  assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('nothing that is stored lets anybody use a link', async () => {
  const { userId } = await addUser();
  const { token } = await users().createPasswordLink({ userId });
  const rows =
    await fixture.sql`select encode(hash, 'escape') || encode(hash, 'base64') as kept from password_link`;
  assert.ok(rows.length > 0);
  assert.ok(!JSON.stringify(rows).includes(token));
});

test('links are for those whom the manager may change, and who sign in by an address', async () => {
  const siteId = await fixture.addSite('links');
  const administrator = testPerson({ siteId, role: 'administrator' });
  const asAdministrator = fixture.browser({ principal: administrator }).users;
  const { userId } = await addUser(Role.OPERATOR);
  await failure(asAdministrator.createPasswordLink({ userId }), Code.NotFound, 'UNKNOWN_USER');
  const onPlatform = fixture.browser({ principal: testPerson({ role: 'administrator' }) }).users;
  await failure(onPlatform.createPasswordLink({ userId }), Code.PermissionDenied, 'ROLE_TOO_LOW');
  const [customer] = await fixture.sql<{ account_id: string }[]>`
    insert into account (site_id, external_subject, display_name, role)
    values (${siteId}, 'customer 1', 'Customer', 'customer') returning account_id`;
  await failure(
    asAdministrator.createPasswordLink({ userId: customer?.account_id ?? '' }),
    Code.FailedPrecondition,
    'NO_EMAIL',
  );
});
