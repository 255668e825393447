import assert from 'node:assert/strict';
import { after, beforeEach, mock, test } from 'node:test';

import { RateLimits } from '../../access/rate-limits.ts';
import { PLATFORM_SITE_ID } from '../platform-site.ts';
import { findSession } from '../sessions.ts';
import { SIGN_IN_ERRORS, type SignInErrorCode } from './sign-in-error.ts';
import { openOidcFixture } from './testing/oidc-fixture.ts';
import { type Page, TestBrowser } from './testing/test-browser.ts';

const { sql, origin, provider, limits, log, ...fixture } = await openOidcFixture();
after(() => fixture[Symbol.asyncDispose]());
const SESSION = 'wattlet_session';
const ATTEMPT = 'wattlet_sign_in';

let count = 0;
let id = '';
let email = '';
beforeEach(() => {
  id = `person-${++count}`;
  email = `Person${count}@example.com`;
  provider.people[id] = { email, email_verified: true, name: `Person ${count}` };
  provider.beforeTokens = () => undefined;
  limits.countAddress = () => undefined;
});

const isCallback = (url: URL) => url.origin === origin && url.pathname === '/auth/test/callback';
const isBack = (url: URL) => url.origin === origin && !url.pathname.startsWith('/auth/');
const startUrl = (returnTo = '/meters?tab=1') =>
  `${origin}/auth/test/start?${new URLSearchParams({ return_to: returnTo })}`;

/** Goes to the provider, signs in and consents there, up to the address that leads back. */
async function comeBack(browser: TestBrowser, change: (url: URL) => void = () => undefined): Promise<URL> {
  const toProvider = await browser.open(startUrl(), (url) => url.origin === provider.issuer);
  change(toProvider.url);
  let page = await browser.open(toProvider.url, isCallback);
  if (page.text.includes('name="login"'))
    page = await browser.submit(page, { login: id, password: 'any' }, isCallback);
  if (page.text.includes('value="consent"')) page = await browser.submit(page, {}, isCallback);
  assert.ok(isCallback(page.url), page.url.href);
  return page.url;
}

const signIn = async (browser: TestBrowser) => browser.open(await comeBack(browser), isBack);

async function sessionOf(browser: TestBrowser) {
  const value = browser.cookies(origin).get(SESSION);
  return value === undefined ? undefined : findSession(sql, value, new Date());
}

function failsWith(page: Page, code: SignInErrorCode, browser: TestBrowser, returnTo = '/meters?tab=1') {
  assert.equal(page.url.pathname, '/sign-in');
  assert.deepEqual(Object.fromEntries(page.url.searchParams), {
    error: code,
    provider: 'test',
    return_to: returnTo,
  });
  assert.ok(SIGN_IN_ERRORS[code]);
  assert.equal(browser.cookies(origin).has(SESSION), false);
  assert.equal(browser.cookies(origin).has(ATTEMPT), false);
}

/** What the last failure was in the words of the protocol. */
const lastDetail = () => /"detail":"(\w+)"/.exec(log.at(-1) ?? '')?.[1];

test('who comes for the first time gets an account with a trial and a session, and is where they wanted to be', async () => {
  const browser = new TestBrowser();
  const page = await signIn(browser);
  assert.equal(page.url.pathname + page.url.search, '/meters?tab=1');
  const session = await sessionOf(browser);
  const [account] = await sql`
    select a.*, s.reason from account a join subscription_entry s using (site_id, account_id) where lower(email) = lower(${email})`;
  assert.deepEqual(
    {
      site: account?.['site_id'],
      id: account?.['account_id'],
      name: account?.['display_name'],
      verified: account?.['email_verified'],
      role: account?.['role'],
      reason: account?.['reason'],
      password: account?.['password_hash'],
    },
    {
      site: PLATFORM_SITE_ID,
      id: session?.accountId,
      name: `Person ${count}`,
      verified: true,
      role: 'customer',
      reason: 'trial',
      password: null,
    },
  );
  assert.equal(browser.cookies(origin).has(ATTEMPT), false);
});

test('who comes again is the same, whatever became of the address meanwhile, and the former session ends', async () => {
  const browser = new TestBrowser();
  await signIn(browser);
  const first = await sessionOf(browser);
  provider.people[id] = { email: 'moved@example.com', email_verified: false, name: 'Other' };
  const formerValue = browser.cookies(origin).get(SESSION) ?? '';
  await signIn(browser);
  const second = await sessionOf(browser);
  assert.equal(second?.accountId, first?.accountId);
  assert.notEqual(second?.sessionId, first?.sessionId);
  assert.equal(await findSession(sql, formerValue, new Date()), undefined);
});

async function addAccount(changes: { verified: boolean }) {
  const [row] = await sql<[{ account_id: string }]>`
    insert into account (site_id, email, email_verified, display_name, password_hash, role)
    values (${PLATFORM_SITE_ID}, ${email.toLowerCase()}, ${changes.verified}, 'Before', 'a hash', 'agent') returning account_id`;
  return row.account_id;
}

test('an account with the same address is linked if both sides have verified it, and keeps what it is', async () => {
  const accountId = await addAccount({ verified: true });
  const browser = new TestBrowser();
  await signIn(browser);
  const session = await sessionOf(browser);
  assert.deepEqual([session?.accountId, session?.role], [accountId, 'agent']);
  const [row] = await sql`select display_name, password_hash from account where account_id = ${accountId}`;
  assert.deepEqual({ ...row }, { display_name: 'Before', password_hash: 'a hash' });
  const [entry] = await sql`select action, actor_id, detail from audit_entry where target_id = ${accountId}`;
  const detail = { issuer: provider.issuer };
  assert.deepEqual({ ...entry }, { action: 'account.linked', actor_id: accountId, detail });
});

for (const [case_, { ours, theirs }] of Object.entries({
  'we have not verified it': { ours: false, theirs: true },
  'the provider has not verified it': { ours: true, theirs: false },
  'nobody has verified it': { ours: false, theirs: false },
})) {
  test(`an account with the same address is not opened if ${case_}`, async () => {
    const accountId = await addAccount({ verified: ours });
    provider.people[id] = { email, email_verified: theirs };
    const browser = new TestBrowser();
    failsWith(await signIn(browser), 'email_taken', browser);
    assert.equal((await sql`select from provider_identity where account_id = ${accountId}`).length, 0);
    assert.equal((await sql`select from session where account_id = ${accountId}`).length, 0);
  });
}

test('an address that the provider has not verified makes an account whose address is not verified', async () => {
  provider.people[id] = { email };
  const browser = new TestBrowser();
  await signIn(browser);
  const session = await sessionOf(browser);
  const [row] =
    await sql`select email_verified, display_name from account where account_id = ${session?.accountId ?? null}`;
  assert.deepEqual({ ...row }, { email_verified: false, display_name: email });
});

test('without an address there is no account', async () => {
  for (const given of [undefined, '', 'no address', 'a@b\u0000', 7]) {
    Object.assign(provider.people, { [id]: { email: given, email_verified: true } });
    const browser = new TestBrowser();
    failsWith(await signIn(browser), 'email_missing', browser);
  }
});

test('the same new person in several tabs at once gets one account', async () => {
  const browsers = Array.from({ length: 4 }, () => new TestBrowser());
  const callbacks: URL[] = [];
  for (const browser of browsers) callbacks.push(await comeBack(browser));
  await Promise.all(browsers.map((browser, index) => browser.open(callbacks[index] ?? '', isBack)));
  const sessions = await Promise.all(browsers.map(sessionOf));
  assert.equal(new Set(sessions.map((session) => session?.accountId)).size, 1);
  assert.ok(sessions[0]);
});

test('who does not consent is told so, and not signed in', async () => {
  const browser = new TestBrowser();
  const login = await browser.open(startUrl());
  const abort = new URL(`${login.url.pathname}/abort`, login.url);
  failsWith(await browser.open(abort, isBack), 'access_denied', browser);
});

test('a code that was used is refused, also with the cookie of its sign-in', async () => {
  const browser = new TestBrowser();
  const callback = await comeBack(browser);
  const attempt = browser.cookies(origin).get(ATTEMPT) ?? '';
  await browser.open(callback, isBack);
  assert.ok(await sessionOf(browser));
  const thief = new TestBrowser();
  failsWith(await thief.open(callback, isBack), 'sign_in_expired', thief, '/');
  thief.cookies(origin).set(ATTEMPT, attempt);
  failsWith(await thief.open(callback, isBack), 'code_refused', thief);
});

test('who comes back too often is told when to come again, and the provider is not asked', async () => {
  const browser = new TestBrowser();
  const callback = await comeBack(browser);
  const cookie = `${ATTEMPT}=${browser.cookies(origin).get(ATTEMPT)}`;
  let asked = 0;
  provider.beforeTokens = () => asked++;
  // Five calls of an address.
  const few = new RateLimits({ callsPerMinute: 1, now: () => 0 });
  limits.countAddress = (address) => few.countAddress(address);
  const comeAgain = () => fetch(callback, { headers: { cookie }, redirect: 'manual' });
  for (let times = 0; times < 5; times++) assert.equal((await comeAgain()).status, 303);
  const refused = await comeAgain();
  assert.deepEqual([refused.status, refused.headers.get('retry-after'), asked], [429, '12', 5]);
  assert.match(await refused.text(), /TOO_MANY_CALLS/);
  assert.equal((await fetch(startUrl(), { redirect: 'manual' })).status, 429);
});

test('an answer with the state of another sign-in is refused', async () => {
  const [victim, attacker] = [new TestBrowser(), new TestBrowser()];
  const foreign = await comeBack(attacker);
  await victim.open(startUrl(), (url) => url.origin === provider.issuer);
  failsWith(await victim.open(foreign, isBack), 'state_mismatch', victim);
  const browser = new TestBrowser();
  const callback = await comeBack(browser, (url) => url.searchParams.set('state', 'chosen'));
  failsWith(await browser.open(callback, isBack), 'state_mismatch', browser);
});

test('a token with the nonce of another sign-in is refused', async () => {
  const browser = new TestBrowser();
  const callback = await comeBack(browser, (url) => url.searchParams.set('nonce', 'chosen'));
  failsWith(await browser.open(callback, isBack), 'identity_not_accepted', browser);
  assert.equal(lastDetail(), 'OAUTH_JWT_CLAIM_COMPARISON_FAILED');
  assert.equal((await sql`select from account where lower(email) = lower(${email})`).length, 0);
});

test('a code that was asked for with another verifier is refused', async () => {
  const browser = new TestBrowser();
  const callback = await comeBack(browser, (url) =>
    url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'),
  );
  failsWith(await browser.open(callback, isBack), 'code_refused', browser);
});

test('an ID token that has run out on its way is refused', async () => {
  const browser = new TestBrowser();
  const callback = await comeBack(browser);
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  try {
    provider.beforeTokens = () => mock.timers.setTime(Date.now() + 3_600_000);
    failsWith(await browser.open(callback, isBack), 'identity_not_accepted', browser);
    assert.equal(lastDetail(), 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED');
  } finally {
    mock.timers.reset();
  }
});

test('an answer that comes after ten minutes, or to a browser that keeps no cookies, begins nothing', async () => {
  const browser = new TestBrowser();
  const callback = await comeBack(browser);
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 600_000 });
  try {
    failsWith(await browser.open(callback, isBack), 'sign_in_expired', browser, '/');
  } finally {
    mock.timers.reset();
  }
  const other = new TestBrowser();
  failsWith(await other.open(`${origin}/auth/test/callback`, isBack), 'sign_in_expired', other, '/');
});

test('a provider that is not there is a 404, and no page leads to another server', async () => {
  const browser = new TestBrowser();
  for (const path of ['/auth/other/start', '/auth/other/callback', '/auth/__proto__/start']) {
    assert.equal((await browser.request(origin + path)).status, 404);
  }
  const callback = await (async () => {
    const toProvider = await browser.open(
      startUrl('//evil.example/'),
      (url) => url.origin === provider.issuer,
    );
    const login = await browser.open(toProvider.url, isCallback);
    const consent = await browser.submit(login, { login: id, password: 'any' }, isCallback);
    return (await browser.submit(consent, {}, isCallback)).url;
  })();
  assert.equal((await browser.open(callback, isBack)).url.href, `${origin}/`);
});

test('the cookie of a sign-in is for the server alone and goes with it', async () => {
  const answer = await fetch(startUrl(), { redirect: 'manual' });
  const [line = ''] = answer.headers.getSetCookie();
  for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=600'])
    assert.ok(line.includes(attribute), line);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  const url = new URL(answer.headers.get('location') ?? '');
  assert.deepEqual(
    ['response_type', 'scope', 'code_challenge_method', 'redirect_uri', 'client_id'].map((name) =>
      url.searchParams.get(name),
    ),
    ['code', 'openid email profile', 'S256', `${origin}/auth/test/callback`, 'wattlet'],
  );
});

test('nothing secret is in the log or in an address of this server', async () => {
  const browser = new TestBrowser();
  const callback = await comeBack(browser);
  const sealed = browser.cookies(origin).get(ATTEMPT) ?? '';
  await browser.open(callback, isBack);
  const replay = new TestBrowser();
  replay.cookies(origin).set(ATTEMPT, sealed);
  await replay.open(callback, isBack);
  const session = browser.cookies(origin).get(SESSION) ?? '';
  const code = callback.searchParams.get('code') ?? '';
  const state = callback.searchParams.get('state') ?? '';
  const text = log.join();
  assert.ok(text.includes('signed in with a provider') && text.includes('code_refused'));
  for (const secret of [sealed, session, code, state, provider.settings.clientSecret, 'Bearer', email]) {
    assert.ok(secret.length > 5);
    assert.equal(text.includes(secret), false, secret);
  }
  const own = browser.visited.filter((url) => url.origin === origin && !isCallback(url));
  for (const url of own)
    for (const secret of [sealed, session, code, state]) assert.equal(url.href.includes(secret), false);
});
