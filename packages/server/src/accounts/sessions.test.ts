import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { sessionResolver } from './session-resolver.ts';
import { findSession, rotateSession, startSession } from './sessions.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { failure } from './testing/failure.ts';
import { signUp as signUpPerson } from './testing/sign-up.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = new Date('2024-03-01T00:00:00Z');
const later = (ms: number) => new Date(START.getTime() + ms);

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

async function signUp(now = START) {
  fixture.now = now;
  const { browser, email, account } = await signUpPerson(fixture);
  assert.ok(browser.cookie);
  const key = { siteId: account.siteId, accountId: account.id };
  return { browser, key, email, value: browser.cookie.value };
}

const finds = async (value: string, now: Date) => (await findSession(fixture.sql, value, now)) !== undefined;

async function rotated(value: string, now: Date): Promise<string> {
  const successor = await rotateSession(fixture.sql, value, now);
  assert.ok(successor);
  return successor;
}

test('a session that is not used ends after 14 days', async () => {
  const { value } = await signUp();
  assert.equal(await finds(value, later(14 * DAY)), false);
  assert.equal(await finds(value, later(14 * DAY - 1)), true);
  // That was a use.
  assert.equal(await finds(value, later(27 * DAY)), true);
});

test('a session that is used every day ends after 90 days', async () => {
  const { value } = await signUp();
  for (let day = 1; day < 90; day++) assert.equal(await finds(value, later(day * DAY)), true, `day ${day}`);
  assert.equal(
    (await findSession(fixture.sql, value, later(89 * DAY)))?.expiresAt.getTime(),
    START.getTime() + 90 * DAY,
  );
  assert.equal(await finds(value, later(90 * DAY)), false);
});

test('who is known by a session is known until it would end unused', async () => {
  const { value, key } = await signUp();
  const credentials = { cookie: value, bearer: undefined, origin: undefined };
  const person = await sessionResolver(fixture).resolve(credentials, later(2 * DAY));
  assert.ok(person?.kind === 'person');
  assert.deepEqual([person.siteId, person.accountId, person.via], [key.siteId, key.accountId, 'session']);
  assert.deepEqual(person.expiresAt, later(16 * DAY));
});

test('a forged, an ended and no cookie: refused, refused, and not its kind', async () => {
  const { value } = await signUp();
  const resolver = sessionResolver(fixture);
  const show = (cookie: string | undefined, now = START) =>
    resolver.resolve({ cookie, bearer: 'wt_x', origin: undefined }, now);
  await failure(show(`${value}x`), Code.Unauthenticated, 'SESSION_ENDED');
  await failure(show(''), Code.Unauthenticated, 'SESSION_ENDED');
  await failure(show(value, later(15 * DAY)), Code.Unauthenticated, 'SESSION_ENDED');
  assert.equal(await show(undefined), undefined);
});

test('after an hour of use the browser gets a new value, and the old one goes a minute after the new one came', async () => {
  const { browser, value } = await signUp();
  fixture.now = later(60 * MINUTE - 1);
  await browser.accounts.getSession({});
  assert.equal(browser.cookie?.value, value);
  fixture.now = later(60 * MINUTE);
  await browser.accounts.getSession({});
  const successor = browser.cookie?.value ?? '';
  assert.notEqual(successor, value);
  assert.equal(await finds(successor, later(61 * MINUTE)), true);
  assert.equal(await finds(value, later(62 * MINUTE - 1)), true);
  assert.equal(await finds(value, later(62 * MINUTE)), false);
  assert.equal(await finds(successor, later(62 * MINUTE)), true);
});

test('an answer that is lost with the new value in it signs nobody out', async () => {
  const { value } = await signUp();
  const lost = await rotated(value, later(60 * MINUTE));
  const session = await findSession(fixture.sql, value, later(70 * MINUTE));
  assert.equal(session?.renewalDue, true);
  const successor = await rotated(value, later(70 * MINUTE));
  assert.equal(await finds(lost, later(71 * MINUTE)), false);
  assert.equal(await finds(successor, later(71 * MINUTE)), true);
});

test('of calls at the same time one gets the new value, and none is refused', async () => {
  const { value } = await signUp();
  const now = later(60 * MINUTE);
  const values = await Promise.all([1, 2, 3, 4, 5].map(() => rotateSession(fixture.sql, value, now)));
  assert.equal(values.filter((one) => one !== undefined).length, 1);
  assert.equal(await finds(value, now), true);
});

test('only hashes of the values are stored', async () => {
  const { value } = await signUp();
  const [row] = await fixture.sql<{ text: string }[]>`
    select string_agg(session::text, '') as text from session`;
  const text = row?.text ?? '';
  assert.ok(text.includes('Test Browser'));
  assert.ok(!text.includes(value) && !text.includes(Buffer.from(value).toString('hex')));
});

test('people see their own sessions, the newest first, and end one of them', async () => {
  const { browser, email } = await signUp();
  fixture.now = later(MINUTE);
  const other = fixture.browser();
  await other.accounts.signIn({ email, password: 'tall ships sail west' });
  const { sessions } = await browser.accounts.listSessions({});
  assert.deepEqual(
    sessions.map(({ current, userAgent }) => [current, userAgent]),
    [
      [false, 'Test Browser'],
      [true, 'Test Browser'],
    ],
  );
  await browser.accounts.revokeSession({ sessionId: sessions[0]?.id ?? '' });
  assert.equal((await other.accounts.getSession({})).account, undefined);
  assert.equal((await browser.accounts.listSessions({})).sessions.length, 1);
});

test("somebody else's session is not there to be ended", async () => {
  const [one, other] = [await signUp(), await signUp()];
  const [session] = (await other.browser.accounts.listSessions({})).sessions;
  const call = one.browser.accounts.revokeSession({ sessionId: session?.id ?? '' });
  await failure(call, Code.NotFound, 'UNKNOWN_SESSION');
  assert.equal(await finds(other.value, START), true);
});

test('an account has at most 50 sessions and 20 known addresses: the one that was used longest ago goes first', async () => {
  const { key, value } = await signUp();
  const values: string[] = [];
  for (let n = 1; n <= 50; n++) {
    const started = await startSession(fixture.sql, key, {
      userAgent: '',
      addressHash: Buffer.of(n),
      now: later(n),
    });
    values.push(started.value);
  }
  assert.equal(await finds(value, later(100)), false);
  assert.equal(await finds(values[0] ?? '', later(100)), true);
  const known = await fixture.sql`select from known_address where account_id = ${key.accountId}`;
  assert.equal(known.length, 20);
});
