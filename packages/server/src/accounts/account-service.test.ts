import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import type { Principal } from '../access/principal.ts';
import { Scope } from '../gen/wattlet/v1/account_pb.js';
import { openDatabase } from '../platform/postgres/database.ts';
import { SignInLimits } from './sign-in-limits.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { failure } from './testing/failure.ts';
import { PASSWORD, signUp as signUpPerson } from './testing/sign-up.ts';
import { testPerson } from './testing/test-person.ts';

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

const signUp = () => signUpPerson(fixture, { displayName: 'Eleni Papadopoulou' });

test('changing the password ends every other session, and only the new one signs in', async () => {
  const { browser, email } = await signUp();
  const other = fixture.browser();
  await other.accounts.signIn({ email, password: PASSWORD });
  await browser.accounts.changePassword({ oldPassword: PASSWORD, newPassword: 'short ships sail east' });
  assert.equal((await other.accounts.getSession({})).account, undefined);
  assert.equal((await browser.accounts.getSession({})).account?.email, email);
  const old = fixture.browser().accounts.signIn({ email, password: PASSWORD });
  await failure(old, Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await fixture.browser().accounts.signIn({ email, password: 'short ships sail east' });
});

test('a password is changed only by who knows the old one, and not to a weak one', async () => {
  const { browser } = await signUp();
  const change = (oldPassword: string, newPassword: string) =>
    browser.accounts.changePassword({ oldPassword, newPassword });
  await failure(change('a wrong guess', 'short ships sail east'), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await failure(change('', 'short ships sail east'), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await failure(change(PASSWORD, 'eleni papadopoulou'), Code.InvalidArgument, 'PASSWORD_PERSONAL');
});

test('a stolen session is no way to guess the password', async () => {
  const { browser } = await signUp();
  const guess = () =>
    browser.accounts.changePassword({ oldPassword: 'a wrong guess', newPassword: 'short ships sail east' });
  for (let n = 0; n < 10; n++) await failure(guess(), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await failure(guess(), Code.ResourceExhausted, 'TOO_MANY_ATTEMPTS');
});

test('an account without a password sets its first one with the old one empty', async () => {
  const { browser, email, account } = await signUp();
  await fixture.sql`update account set password_hash = null where account_id = ${account.id}`;
  await browser.accounts.changePassword({ newPassword: 'short ships sail east' });
  await fixture.browser().accounts.signIn({ email, password: 'short ships sail east' });
});

test('a name is changed freely, an address with the password, and not to one that is taken', async () => {
  const [{ browser, email }, other] = [await signUp(), await signUp()];
  const { account } = await browser.accounts.updateAccount({ displayName: ' Eleni P. ' });
  assert.deepEqual([account?.displayName, account?.email], ['Eleni P.', email]);
  const update = (next: string, password = '') => browser.accounts.updateAccount({ email: next, password });
  await failure(update('new@example.gr'), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await failure(update(other.email.toUpperCase(), PASSWORD), Code.AlreadyExists, 'EMAIL_TAKEN');
  assert.equal((await update('new@example.gr', PASSWORD)).account?.email, 'new@example.gr');
  await fixture.browser().accounts.signIn({ email: 'new@example.gr', password: PASSWORD });
});

test('another address is not verified by the former one being so', async () => {
  const { browser, account } = await signUp();
  await fixture.sql`update account set email_verified = true where account_id = ${account.id}`;
  const same = await browser.accounts.updateAccount({ displayName: 'Eleni P.' });
  assert.equal(same.account?.emailVerified, true);
  const other = await browser.accounts.updateAccount({ email: 'unverified@example.gr', password: PASSWORD });
  assert.equal(other.account?.emailVerified, false);
});

test('names of spaces or with control characters are refused', async () => {
  const { browser } = await signUp();
  for (const displayName of ['', '   ', 'Eleni\u0000', 'Eleni\nBcc: all']) {
    await assert.rejects(browser.accounts.updateAccount({ displayName }), { code: Code.InvalidArgument });
  }
  const call = fixture.browser().accounts.signIn({ email: 'a\u0000@example.gr', password: PASSWORD });
  await assert.rejects(call, { code: Code.InvalidArgument });
});

test('the export holds everything about the caller, nothing about others, and no hash', async () => {
  const [{ browser, email, account }, other] = [await signUp(), await signUp()];
  await browser.accounts.createAccessToken({
    name: 'Spreadsheet',
    scopes: [Scope.READ_SERIES],
    expiresInDays: 1,
  });
  const { json, fileName } = await browser.accounts.exportAccount({});
  assert.match(fileName, /^wattlet-account-2024-01-31\.json$/);
  const text = new TextDecoder().decode(json);
  const document: Record<string, unknown[]> = JSON.parse(text);
  assert.ok(text.includes(email) && text.includes('Eleni Papadopoulou') && text.includes('Spreadsheet'));
  assert.ok(!text.includes(other.account.id) && !text.includes(other.email));
  assert.doesNotMatch(text, /argon2|hash/);
  const tables = await fixture.sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'platform' and column_name in ('account_id', 'target_id', 'owner_id', 'customer_id')`;
  // A table that is new has to appear in the export, too.
  const keys: Record<string, string> = {
    access_token: 'access_tokens',
    account: 'account',
    alert: 'alerts',
    audit_entry: 'audit',
    chat_block: 'blocked_from_chat',
    chat_receipt: 'chats',
    conversation: 'chats',
    known_address: 'places_signed_in_from',
    meter: 'meters',
    notification_seen: 'notifications_seen',
    password_link: 'password_links',
    provider_identity: 'identities',
    session: 'sessions',
    subscription_entry: 'subscription',
  };
  // For those who watch a chat, that it is gone; ids for a while.
  const names = tables.map(({ name }) => name).filter((name) => name !== 'chat_deletion');
  assert.deepEqual(names.sort(), Object.keys(keys));
  assert.deepEqual(Object.keys(document).sort(), [...new Set(Object.values(keys))].sort());
  assert.deepEqual(document['audit']?.length, 2);
  assert.ok(JSON.stringify(document['account']).includes(account.id));
});

test('a meter stays with its site when its owner goes, and is nobody’s', async () => {
  const { browser, account } = await signUp();
  const [meter] = await fixture.sql<{ meter_id: string }[]>`
    insert into meter (site_id, owner_id, name, serial, address, time_zone, kind, interval_minutes)
    values (${account.siteId}, ${account.id}, 'Flat 3', 'GR-1', 'Odos Aiolou 3', 'Europe/Athens', 'interval', 15)
    returning meter_id`;
  await browser.accounts.deleteAccount({ confirmation: PASSWORD });
  const [left] = await fixture.sql`
    select owner_id, owned_since is not null as is_closed, name, address from meter where meter_id = ${meter?.meter_id ?? ''}`;
  // What it consumed before is not for whoever gets it next.
  assert.deepEqual(left, { owner_id: null, is_closed: true, name: 'Flat 3', address: 'Odos Aiolou 3' });
});

test('a deleted account leaves ids in the log and nothing else', async () => {
  const { browser, email, account } = await signUp();
  const wrong = browser.accounts.deleteAccount({ confirmation: email });
  await failure(wrong, Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await browser.accounts.deleteAccount({ confirmation: PASSWORD });
  assert.equal(browser.cookie, undefined);
  const tables = await fixture.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'platform'`;
  const leftIn: string[] = [];
  for (const { name } of tables) {
    const rows = await fixture.sql`
      select from ${fixture.sql(name)} t where t::text like ${`%${account.id}%`} or t::text like ${`%${email}%`}`;
    if (rows.length > 0) leftIn.push(name);
  }
  assert.deepEqual(leftIn, ['audit_entry']);
  const named = await fixture.sql`select from audit_entry e where e::text like ${`%${email}%`}`;
  assert.equal(named.length, 0);
  await browser.accounts.signUp({ email, displayName: 'Eleni', password: PASSWORD });
});

test('an account without a password is deleted by its address', async () => {
  const { browser, email, account } = await signUp();
  await fixture.sql`update account set password_hash = null where account_id = ${account.id}`;
  const wrong = browser.accounts.deleteAccount({ confirmation: 'other@example.gr' });
  await failure(wrong, Code.InvalidArgument, 'NOT_CONFIRMED');
  await browser.accounts.deleteAccount({ confirmation: email.toUpperCase() });
});

test('nobody and tokens in pages and scripts change no account', async () => {
  const { account } = await signUp();
  const anonymous: Principal = { kind: 'anonymous' };
  const key = { siteId: account.siteId, accountId: account.id };
  const principals: [Principal, Code, string][] = [
    [anonymous, Code.Unauthenticated, 'SIGN_IN_NEEDED'],
    [{ kind: 'site-key', siteId: account.siteId }, Code.Unauthenticated, 'SIGN_IN_NEEDED'],
    [testPerson({ ...key, via: 'access-token' }), Code.PermissionDenied, 'SESSION_NEEDED'],
    [testPerson({ ...key, via: 'embed-token' }), Code.PermissionDenied, 'SESSION_NEEDED'],
  ];
  for (const [principal, code, reason] of principals) {
    const { accounts } = fixture.browser({ principal });
    const id = crypto.randomUUID();
    const token = { name: 'x', scopes: [Scope.READ_SERIES], expiresInDays: 1 };
    for (const call of [
      accounts.updateAccount({ displayName: 'X' }),
      accounts.changePassword({ oldPassword: PASSWORD, newPassword: 'short ships sail east' }),
      accounts.deleteAccount({ confirmation: PASSWORD }),
      accounts.exportAccount({}),
      accounts.listSessions({}),
      accounts.revokeSession({ sessionId: id }),
      accounts.createAccessToken(token),
      accounts.listAccessTokens({}),
      accounts.revokeAccessToken({ accessTokenId: id }),
      accounts.extendSubscription({ requestId: id, months: 1 }),
    ]) {
      await failure(call, code, reason);
    }
  }
});

test('what is changed is written down, without the password', async () => {
  const { browser, account } = await signUp();
  await browser.accounts.updateAccount({ displayName: 'Eleni P.' });
  await browser.accounts.changePassword({ oldPassword: PASSWORD, newPassword: 'short ships sail east' });
  const entries = await fixture.sql<{ action: string; detail: unknown }[]>`
    select action, detail from audit_entry where target_id = ${account.id} and actor_id = ${account.id}
    order by entry_id`;
  assert.deepEqual(
    entries.map(({ action, detail }) => [action, detail]),
    [
      ['account.signed-up', { role: 'customer' }],
      ['account.updated', { fields: ['displayName'] }],
      ['password.changed', {}],
    ],
  );
});

test('no answer may be kept by a cache', async () => {
  const { browser } = await signUp();
  let cacheControl: string | null = null;
  await browser.accounts.getSession(
    {},
    { onHeader: (headers) => (cacheControl = headers.get('cache-control')) },
  );
  assert.equal(cacheControl, 'no-store');
});

test('a database that is down is said to be so, and nothing else of it', async () => {
  const { sql, close } = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', schema: 'platform' });
  await using down = await createAccountFixture({ sql, limits: new SignInLimits(sql) });
  const call = down.browser().accounts.signIn({ email: 'a@example.gr', password: PASSWORD });
  const error = await failure(call, Code.Unavailable, 'ACCOUNTS_UNAVAILABLE');
  assert.equal(error.rawMessage, 'the database of accounts and meters is away at the moment: try again');
  await close();
});
