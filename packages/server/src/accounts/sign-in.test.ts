import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { RetryInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { Role } from '../gen/wattlet/v1/account_pb.js';
import { PasswordHasher } from './password-hasher.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { CHEAP_COSTS } from './testing/cheap-costs.ts';
import { failure } from './testing/failure.ts';
import { PASSWORD, signUp as signUpPerson } from './testing/sign-up.ts';

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

const signUp = (address?: string) => signUpPerson(fixture, { address });

test('who signs up is signed in, with a trial of 30 days', async () => {
  const { email, browser } = await signUp();
  const { account, subscription, providers } = await browser.accounts.getSession({});
  assert.equal(account?.email, email);
  assert.deepEqual(
    [account?.role, account?.hasPassword, account?.emailVerified],
    [Role.CUSTOMER, true, false],
  );
  assert.deepEqual([subscription?.active, subscription?.trial, subscription?.daysLeft], [true, true, 30]);
  assert.deepEqual(providers, ['google']);
});

test('the cookie is for the server alone, bound to the host where there is https', async () => {
  const { browser, email } = await signUp();
  const [cookie] = browser.setCookies;
  assert.equal(cookie?.name, '__Host-wattlet_session');
  const { httpOnly, sameSite, path, secure, domain } = cookie ?? {};
  assert.deepEqual(
    { httpOnly, sameSite, path, secure, domain },
    {
      ...{ httpOnly: true, sameSite: 'lax', path: '/', secure: true, domain: undefined },
    },
  );
  const plain = fixture.browser({ secure: false });
  await plain.accounts.signIn({ email, password: PASSWORD });
  assert.deepEqual([plain.cookie?.name, plain.setCookies[0]?.secure], ['wattlet_session', undefined]);
});

test('an address is one account whatever its case, and the second sign-up is told so', async () => {
  const { email } = await signUp();
  const again = { email: email.toUpperCase(), displayName: 'Other', password: PASSWORD };
  await failure(fixture.browser().accounts.signUp(again), Code.AlreadyExists, 'EMAIL_TAKEN');
  const { account } = await fixture
    .browser()
    .accounts.signIn({ email: email.toUpperCase(), password: PASSWORD });
  assert.equal(account?.email, email);
});

test('of sign-ups with one address at the same time one succeeds', async () => {
  const request = { email: 'race@example.gr', displayName: 'Eleni', password: PASSWORD };
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4].map((n) => fixture.browser({ address: `198.51.100.${n}` }).accounts.signUp(request)),
  );
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('a common password is refused with a reason to show', async () => {
  const request = { email: 'weak@example.gr', displayName: 'Eleni', password: 'password123' };
  const error = await failure(
    fixture.browser().accounts.signUp(request),
    Code.InvalidArgument,
    'PASSWORD_COMMON',
  );
  assert.match(error.rawMessage, /^password: is one that many people use/);
});

test('a wrong password, an unknown address and an account without a password are one answer', async () => {
  const { email, account } = await signUp();
  const provided = await signUp();
  await fixture.sql`update account set password_hash = null where account_id = ${provided.account.id}`;
  const answers = [];
  for (const request of [
    { email, password: 'tall ships sail east' },
    { email: 'nobody@example.gr', password: PASSWORD },
    { email: provided.email, password: PASSWORD },
    { email: 'no address\u00e9', password: PASSWORD },
  ]) {
    const call = fixture.browser({ address: '203.0.113.1' }).accounts.signIn(request);
    const error = await failure(call, Code.Unauthenticated, 'WRONG_CREDENTIALS');
    answers.push(JSON.stringify([error.rawMessage, error.details]));
  }
  assert.equal(new Set(answers).size, 1);
  assert.ok(!answers.join().includes(account.id));
});

test('a hash at former costs is made again at the next sign-in', async () => {
  const { email, account } = await signUp();
  const former = await PasswordHasher.create({ costs: { ...CHEAP_COSTS, passes: 2 } });
  const hash = await former.hash(PASSWORD);
  await fixture.sql`update account set password_hash = ${hash} where account_id = ${account.id}`;
  await fixture.browser().accounts.signIn({ email, password: PASSWORD });
  const [stored] = await fixture.sql<{ password_hash: string }[]>`
    select password_hash from account where account_id = ${account.id}`;
  assert.match(stored?.password_hash ?? '', /t=1,/);
  await fixture.browser().accounts.signIn({ email, password: PASSWORD });
});

test('signing in again ends the session that the browser had', async () => {
  const { email, browser } = await signUp();
  await browser.accounts.signIn({ email, password: PASSWORD });
  const { sessions } = await browser.accounts.listSessions({});
  assert.equal(sessions.length, 1);
});

test('signing out ends the session and takes the cookie', async () => {
  const { browser } = await signUp();
  const { cookie } = browser;
  await browser.accounts.signOut({});
  assert.equal(browser.cookie, undefined);
  const thief = fixture.browser();
  thief.cookie = cookie;
  assert.equal((await thief.accounts.getSession({})).account, undefined);
  await browser.accounts.signOut({});
});

const guess = (email: string, address: string) =>
  fixture.browser({ address }).accounts.signIn({ email, password: 'a wrong guess' });

test('after ten wrong passwords an address has to wait, and says how long', async () => {
  const { email } = await signUp();
  for (let n = 0; n < 10; n++) {
    await failure(guess(email, '203.0.113.20'), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  }
  const right = fixture.browser({ address: '203.0.113.20' }).accounts.signIn({ email, password: PASSWORD });
  const error = await failure(right, Code.ResourceExhausted, 'TOO_MANY_ATTEMPTS');
  const seconds = Number(error.findDetails(RetryInfoSchema)[0]?.retryDelay?.seconds);
  assert.equal(seconds, 900);
  // The window passes.
  fixture.now = new Date(fixture.now.getTime() + seconds * 1000);
  await fixture.browser({ address: '203.0.113.20' }).accounts.signIn({ email, password: PASSWORD });
});

test('guesses at the same time do not slip through', async () => {
  const { email } = await signUp();
  const outcomes = await Promise.allSettled(Array.from({ length: 25 }, () => guess(email, '203.0.113.21')));
  const texts = outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : 'in'));
  assert.equal(texts.filter((text) => text.includes('not right')).length, 10);
  assert.equal(texts.filter((text) => text.includes('too many attempts')).length, 15);
});

test('who attacks an account from everywhere has one attempt from each place, and its owner comes in from home all the same', async () => {
  const { email } = await signUp('2001:db8:1:2::3');
  for (let n = 0; n < 30; n++) {
    await failure(guess(email, `198.18.0.${n}`), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  }
  await failure(guess(email, '198.18.1.1'), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await failure(guess(email, '198.18.1.1'), Code.ResourceExhausted, 'TOO_MANY_ATTEMPTS');
  const home = fixture.browser({ address: '2001:db8:1:2:ffff::1' });
  assert.equal((await home.accounts.signIn({ email, password: PASSWORD })).account?.email, email);
});

test('an unknown address is limited just as a known one, so that limits tell nothing', async () => {
  for (let n = 0; n < 30; n++) {
    await failure(guess('none@example.gr', `198.18.2.${n}`), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  }
  await failure(guess('none@example.gr', '198.18.3.1'), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  await failure(guess('none@example.gr', '198.18.3.1'), Code.ResourceExhausted, 'TOO_MANY_ATTEMPTS');
});

test('whoever knows the password comes in from a new place while strangers attack the account', async () => {
  const { email } = await signUp();
  for (let n = 0; n < 40; n++) {
    await failure(guess(email, `198.18.4.${n}`), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  }
  const travelling = fixture.browser({ address: '198.18.5.1' });
  assert.equal((await travelling.accounts.signIn({ email, password: PASSWORD })).account?.email, email);
});

test('signing in with the right password over and over is not limited', async () => {
  const { email } = await signUp();
  for (let n = 0; n < 40; n++) {
    await fixture.browser({ address: '203.0.113.30' }).accounts.signIn({ email, password: PASSWORD });
  }
});

test('browsers that sign in to one account at the same time all get in', async () => {
  const { email } = await signUp();
  const browsers = Array.from({ length: 80 }, (_, n) => fixture.browser({ address: `198.51.100.${n % 7}` }));
  // More at once would be taken for guesses until their passwords are found right.
  for (let first = 0; first < browsers.length; first += 20) {
    const some = browsers.slice(first, first + 20);
    await Promise.all(some.map(({ accounts }) => accounts.signIn({ email, password: PASSWORD })));
    fixture.now = new Date(fixture.now.getTime() + 1_000);
  }
  // Those beyond the most that are kept go at the latest with the next one.
  const last = fixture.browser({ address: '198.51.100.1' });
  await last.accounts.signIn({ email, password: PASSWORD });
  const signedIn = await Promise.all([...browsers, last].map(({ accounts }) => accounts.getSession({})));
  const running = signedIn.map(({ account }) => account !== undefined);
  assert.ok(running.slice(-21).every(Boolean), 'the newest stay');
  assert.ok(running.filter(Boolean).length <= 50, 'no more than are kept');
});

test('nothing of an e-mail address or an IP address is kept in the counters', async () => {
  const { email } = await signUp();
  await failure(guess(email, '203.0.113.40'), Code.Unauthenticated, 'WRONG_CREDENTIALS');
  const rows = await fixture.sql<{ key: string }[]>`select key from attempt`;
  assert.ok(rows.length >= 3);
  assert.ok(rows.every(({ key }) => /^(pair|address|strangers|sign-up):[\w-]{43}$/.test(key)));
});

test('a sign-in that is under way when the password is changed does not survive the change', async () => {
  const { email, browser } = await signUp('198.51.100.77');
  const late = Array.from({ length: 8 }, () => fixture.browser({ address: '198.51.100.77' }));
  const signingIn = late.map(({ accounts }) => accounts.signIn({ email, password: PASSWORD }));
  const changing = browser.accounts.changePassword({
    oldPassword: PASSWORD,
    newPassword: 'short ships sail east',
  });
  await Promise.allSettled([changing, ...signingIn]);
  await changing;
  const sessions = await Promise.all(late.map(({ accounts }) => accounts.getSession({})));
  assert.deepEqual(
    sessions.filter(({ account }) => account),
    [],
  );
});

test('right passwords at the same time bar nobody afterwards', async () => {
  const { email } = await signUp('198.51.100.78');
  const browsers = Array.from({ length: 40 }, () => fixture.browser({ address: '198.51.100.78' }));
  await Promise.allSettled(browsers.map(({ accounts }) => accounts.signIn({ email, password: PASSWORD })));
  const { account } = await fixture
    .browser({ address: '198.51.100.78' })
    .accounts.signIn({ email, password: PASSWORD });
  assert.equal(account?.email, email);
});

test('another e-mail address ends the other sessions', async () => {
  const { email, browser } = await signUp();
  const other = fixture.browser({ address: '198.51.100.79' });
  await other.accounts.signIn({ email, password: PASSWORD });
  await browser.accounts.updateAccount({ email: `new-${email}`, password: PASSWORD });
  assert.equal((await other.accounts.getSession({})).account, undefined);
  assert.equal((await browser.accounts.getSession({})).account?.email, `new-${email}`);
});
