import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Person, Role } from '../access/principal.ts';
import { openConversation } from '../chat/open-conversation.ts';
import { provisionCustomer } from '../embedding/customer-store.ts';
import { Role as RoleMessage } from '../gen/wattlet/v1/account_pb.js';
import { PLATFORM_SITE_ID } from './platform-site.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { failure } from './testing/failure.ts';
import { testPerson } from './testing/test-person.ts';

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

const operator = () => testPerson({ role: 'operator' });
const usersAs = (principal: Person) => fixture.browser({ principal }).users;

let people = 0;
async function addUser(siteId: string, role: RoleMessage, displayName = 'Eleni') {
  const email = `user${++people}@example.gr`;
  const { user } = await usersAs(operator()).createUser({ email, displayName, role, siteId });
  assert.ok(user);
  return { id: user.id, email, person: testPerson({ siteId, accountId: user.id, role: roleName(role) }) };
}

function roleName(role: RoleMessage): Role {
  if (role === RoleMessage.OPERATOR) return 'operator';
  if (role === RoleMessage.ADMINISTRATOR) return 'administrator';
  return role === RoleMessage.AGENT ? 'agent' : 'customer';
}

const newUser = (role: RoleMessage) => ({ email: `user${++people}@example.gr`, displayName: 'Eleni', role });

test('an administrator makes, reads, changes and deletes a user of their site', async () => {
  const siteId = await fixture.addSite('one');
  const users = usersAs((await addUser(siteId, RoleMessage.ADMINISTRATOR)).person);
  const { user } = await users.createUser({
    ...newUser(RoleMessage.AGENT),
    password: 'tall ships sail west',
  });
  const userId = user?.id ?? '';
  assert.deepEqual([user?.siteId, user?.role, user?.hasPassword], [siteId, RoleMessage.AGENT, true]);
  const { user: changed } = await users.updateUser({
    userId,
    displayName: ' Maria ',
    role: RoleMessage.CUSTOMER,
  });
  assert.deepEqual(
    [changed?.displayName, changed?.role, changed?.email],
    ['Maria', RoleMessage.CUSTOMER, user?.email],
  );
  const { user: read, subscription } = await users.getUser({ userId });
  assert.deepEqual(read, changed);
  // The site's plan covers them.
  assert.equal(subscription, undefined);
  await users.deleteUser({ userId });
  await failure(users.getUser({ userId }), Code.NotFound, 'UNKNOWN_USER');
  await failure(users.deleteUser({ userId }), Code.NotFound, 'UNKNOWN_USER');
});

test('a user of the platform begins with a trial and signs in with the given password', async () => {
  const request = { ...newUser(RoleMessage.CUSTOMER), password: 'tall ships sail west' };
  await usersAs(operator()).createUser(request);
  const browser = fixture.browser();
  const { subscription } = await browser.accounts.signIn({
    email: request.email,
    password: request.password,
  });
  assert.equal(subscription?.trial, true);
});

test('users of another site are not there, and their site is for operators', async () => {
  const [one, other] = [await fixture.addSite('here'), await fixture.addSite('there')];
  const users = usersAs((await addUser(one, RoleMessage.ADMINISTRATOR)).person);
  const { id: userId } = await addUser(other, RoleMessage.CUSTOMER);
  await failure(users.getUser({ userId }), Code.NotFound, 'UNKNOWN_USER');
  await failure(users.updateUser({ userId, displayName: 'X' }), Code.NotFound, 'UNKNOWN_USER');
  await failure(users.deleteUser({ userId }), Code.NotFound, 'UNKNOWN_USER');
  for (const call of [
    users.getUser({ userId, siteId: other }),
    users.updateUser({ userId, siteId: other, displayName: 'X' }),
    users.deleteUser({ userId, siteId: other }),
    users.listUsers({ siteId: other }),
    users.createUser({ ...newUser(RoleMessage.CUSTOMER), siteId: other }),
  ]) {
    await failure(call, Code.PermissionDenied, 'OTHER_SITE');
  }
  assert.equal((await users.listUsers({})).users.length, 1);
  assert.equal((await usersAs(operator()).getUser({ userId, siteId: other })).user?.id, userId);
  const nowhere = usersAs(operator()).createUser({ ...newUser(RoleMessage.AGENT), siteId: randomUUID() });
  await failure(nowhere, Code.NotFound, 'UNKNOWN_SITE');
});

test('customers, agents and access tokens manage nobody', async () => {
  for (const role of ['customer', 'agent'] as const) {
    const users = usersAs(testPerson({ role }));
    await failure(users.listUsers({}), Code.PermissionDenied, 'ROLE_TOO_LOW');
    await failure(users.createUser(newUser(RoleMessage.CUSTOMER)), Code.PermissionDenied, 'ROLE_TOO_LOW');
    await failure(users.getUser({ userId: randomUUID() }), Code.PermissionDenied, 'ROLE_TOO_LOW');
    await failure(users.updateUser({ userId: randomUUID() }), Code.PermissionDenied, 'ROLE_TOO_LOW');
    await failure(users.deleteUser({ userId: randomUUID() }), Code.PermissionDenied, 'ROLE_TOO_LOW');
  }
  const script = usersAs(testPerson({ role: 'administrator', via: 'access-token' }));
  await failure(script.listUsers({}), Code.PermissionDenied, 'SESSION_NEEDED');
});

test('only an operator makes operators, on the platform only, and touches them', async () => {
  const administrator = usersAs(testPerson({ role: 'administrator' }));
  const { id: userId } = await addUser(PLATFORM_SITE_ID, RoleMessage.OPERATOR);
  const { id: agent } = await addUser(PLATFORM_SITE_ID, RoleMessage.AGENT);
  const made = administrator.createUser(newUser(RoleMessage.OPERATOR));
  await failure(made, Code.PermissionDenied, 'ROLE_TOO_LOW');
  const promoted = administrator.updateUser({ userId: agent, role: RoleMessage.OPERATOR });
  await failure(promoted, Code.PermissionDenied, 'ROLE_TOO_LOW');
  const taken = administrator.updateUser({ userId, email: 'mine@example.gr' });
  await failure(taken, Code.PermissionDenied, 'ROLE_TOO_LOW');
  await failure(administrator.deleteUser({ userId }), Code.PermissionDenied, 'ROLE_TOO_LOW');
  const siteId = await fixture.addSite('small');
  const abroad = usersAs(operator()).createUser({ ...newUser(RoleMessage.OPERATOR), siteId });
  await failure(abroad, Code.InvalidArgument, 'OPERATOR_OF_SITE');
});

test('the last administrator of a site is neither demoted nor deleted, by anybody', async () => {
  const siteId = await fixture.addSite('lonely');
  const { id: userId, person } = await addUser(siteId, RoleMessage.ADMINISTRATOR);
  for (const users of [usersAs(person), usersAs(operator())]) {
    const demoted = users.updateUser({ userId, siteId, role: RoleMessage.AGENT });
    await failure(demoted, Code.FailedPrecondition, 'LAST_ADMINISTRATOR');
    await failure(users.deleteUser({ userId, siteId }), Code.FailedPrecondition, 'LAST_ADMINISTRATOR');
  }
  const oneself = fixture.browser({ principal: person }).accounts;
  const { user } = await usersAs(person).getUser({ userId });
  const deleted = oneself.deleteAccount({ confirmation: user?.email ?? '' });
  await failure(deleted, Code.FailedPrecondition, 'LAST_ADMINISTRATOR');
  await addUser(siteId, RoleMessage.ADMINISTRATOR);
  await usersAs(person).deleteUser({ userId });
});

test('administrators that remove each other at the same time leave one', async () => {
  for (let round = 0; round < 5; round++) {
    const siteId = await fixture.addSite(`race${round}`);
    const three = [1, 2, 3].map(() => addUser(siteId, RoleMessage.ADMINISTRATOR));
    const administrators = await Promise.all(three);
    const outcomes = await Promise.allSettled(
      administrators.flatMap(({ id: userId, person }, index) => [
        index % 2 === 0
          ? usersAs(person).deleteUser({ userId })
          : usersAs(person).updateUser({ userId, role: RoleMessage.CUSTOMER }),
      ]),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    assert.equal(refused.length, 1);
    assert.ok(
      refused.every((error) => error instanceof ConnectError && error.code === Code.FailedPrecondition),
    );
    const listed = await usersAs(operator()).listUsers({ siteId, role: RoleMessage.ADMINISTRATOR });
    assert.equal(listed.users.length, 1);
  }
});

test('pages hold every user once, by name, also when names are equal', async () => {
  const siteId = await fixture.addSite('crowd');
  const names = ['Anna', 'Anna', 'anna', 'Ärzte', 'Bob', 'Bob', 'Bob', 'Ζωή', '100 %', '%'];
  const added: string[] = [];
  for (const name of names) added.push((await addUser(siteId, RoleMessage.CUSTOMER, name)).id);
  const users = usersAs(operator());
  const { users: whole, nextPageToken: none } = await users.listUsers({ siteId });
  assert.equal(none, '');
  const paged: string[] = [];
  let pageToken = '';
  let pages = 0;
  do {
    const page = await users.listUsers({ siteId, pageSize: 3, pageToken });
    paged.push(...page.users.map(({ id }) => id));
    pageToken = page.nextPageToken;
    pages++;
  } while (pageToken !== '');
  assert.equal(pages, 4);
  assert.deepEqual(
    paged,
    whole.map(({ id }) => id),
  );
  assert.deepEqual([...paged].sort(), added.sort());
  await failure(users.listUsers({ siteId, pageToken: 'x' }), Code.InvalidArgument, 'UNKNOWN_PAGE');
});

test('visitors of a page are users once they have written', async () => {
  const siteId = await fixture.addSite('visited');
  const [silent, writer] = await Promise.all(
    ['visitor:silent', 'visitor:writer'].map((subject) =>
      provisionCustomer(fixture.sql, siteId, { subject, displayName: 'Visitor' }),
    ),
  );
  assert.ok(silent && writer);
  const { account_id: accountId } = writer;
  const asking = { siteId, accountId, side: 'customer' as const };
  await openConversation(fixture.sql, asking, {
    ...{ clientId: randomUUID(), customerId: accountId, at: fixture.now },
  });
  const { users } = await usersAs(operator()).listUsers({ siteId });
  assert.deepEqual(
    users.map(({ id }) => id),
    [accountId],
  );
});

test('a search finds by part of a name or address or by the start of an id, and takes signs for themselves', async () => {
  const siteId = await fixture.addSite('search');
  const anna = await addUser(siteId, RoleMessage.CUSTOMER, 'Anna Ärzte');
  const percent = await addUser(siteId, RoleMessage.AGENT, '100 % Bob\\');
  const found = async (search: string, role = RoleMessage.UNSPECIFIED) => {
    const { users } = await usersAs(operator()).listUsers({ siteId, search, role });
    return users.map(({ id }) => id).sort();
  };
  assert.deepEqual(await found('ärzt'), [anna.id]);
  assert.deepEqual(await found(anna.email.toUpperCase()), [anna.id]);
  assert.deepEqual(await found(anna.id.slice(0, 8).toUpperCase()), [anna.id]);
  assert.deepEqual(await found('%'), [percent.id]);
  assert.deepEqual(await found('_'), []);
  assert.deepEqual(await found('\\'), [percent.id]);
  assert.deepEqual(await found('', RoleMessage.AGENT), [percent.id]);
  assert.deepEqual(await found("'; drop table account"), []);
});

test('every change is written down with who made it, and nothing personal', async () => {
  const siteId = await fixture.addSite('audited');
  const { person } = await addUser(siteId, RoleMessage.ADMINISTRATOR);
  const users = usersAs(person);
  const { user } = await users.createUser({ ...newUser(RoleMessage.AGENT), displayName: 'Secret Name' });
  const userId = user?.id ?? '';
  await users.updateUser({ userId, displayName: 'Other Secret', role: RoleMessage.CUSTOMER });
  await users.updateUser({ userId, displayName: 'Other Secret' });
  await users.deleteUser({ userId });
  const entries = await fixture.sql<{ actor_id: string; action: string; detail: unknown }[]>`
    select actor_id, action, detail from audit_entry where target_id = ${userId} order by entry_id`;
  assert.deepEqual(
    entries.map(({ action, detail }) => [action, detail]),
    [
      ['user.created', { role: 'agent' }],
      ['user.role-changed', { from: 'agent', to: 'customer' }],
      ['user.updated', { fields: ['displayName'] }],
      ['user.deleted', {}],
    ],
  );
  assert.ok(entries.every(({ actor_id }) => actor_id === person.accountId));
});

test('a change that is refused is not written down', async () => {
  const siteId = await fixture.addSite('refused');
  const { id: userId, person } = await addUser(siteId, RoleMessage.ADMINISTRATOR);
  const other = await addUser(siteId, RoleMessage.CUSTOMER);
  const count = () =>
    fixture.sql`select from audit_entry where site_id = ${siteId}`.then(({ length }) => length);
  const entries = await count();
  await failure(usersAs(person).deleteUser({ userId }), Code.FailedPrecondition, 'LAST_ADMINISTRATOR');
  const taken = usersAs(person).updateUser({ userId, email: other.email.toUpperCase() });
  await failure(taken, Code.AlreadyExists, 'EMAIL_TAKEN');
  assert.equal(await count(), entries);
});
