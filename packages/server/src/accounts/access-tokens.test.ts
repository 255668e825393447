import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { Scope } from '../gen/wattlet/v1/account_pb.js';
import { accessTokenResolver } from './access-token-resolver.ts';
import { type AccountFixture, createAccountFixture } from './testing/account-fixture.ts';
import { failure } from './testing/failure.ts';
import { signUp as signUpPerson } from './testing/sign-up.ts';

const DAY = 86_400_000;
const START = new Date('2024-03-01T00:00:00Z');
const REQUEST = { name: 'Spreadsheet', scopes: [Scope.READ_SERIES], expiresInDays: 30 };

let fixture: AccountFixture;
before(async () => {
  fixture = await createAccountFixture();
});
after(() => fixture[Symbol.asyncDispose]());

async function signUp() {
  fixture.now = START;
  const { browser } = await signUpPerson(fixture);
  return browser;
}

const show = (bearer: string | undefined, now = START) =>
  accessTokenResolver(fixture).resolve({ bearer, cookie: undefined, origin: undefined }, now);

test('a token is shown once, is known by its hash, and is good for what it says', async () => {
  const browser = await signUp();
  const { token, accessToken } = await browser.accounts.createAccessToken(REQUEST);
  assert.match(token, /^wt_[\w-]{43}$/);
  const person = await show(token);
  assert.ok(person?.kind === 'person');
  assert.deepEqual(
    [person.via, [...person.scopes], person.credentialId],
    ['access-token', ['read_series'], accessToken?.id],
  );
  assert.deepEqual(person.expiresAt, new Date(START.getTime() + 30 * DAY));
  const [row] = await fixture.sql<
    { text: string }[]
  >`select string_agg(t::text, '') as text from access_token t`;
  assert.ok(row?.text.includes('Spreadsheet') && !row.text.includes(token));
  const { accessTokens } = await browser.accounts.listAccessTokens({});
  assert.deepEqual(
    accessTokens.map(({ name, prefix }) => [name, prefix]),
    [['Spreadsheet', token.slice(0, 9)]],
  );
});

test('a forged, an ended and a revoked token are refused, and what is no access token is left to others', async () => {
  const browser = await signUp();
  const { token, accessToken } = await browser.accounts.createAccessToken(REQUEST);
  await failure(show(`${token}x`), Code.Unauthenticated, 'ACCESS_TOKEN_ENDED');
  await failure(show('wt_'), Code.Unauthenticated, 'ACCESS_TOKEN_ENDED');
  await failure(
    show(token, new Date(START.getTime() + 30 * DAY)),
    Code.Unauthenticated,
    'ACCESS_TOKEN_ENDED',
  );
  assert.ok(await show(token, new Date(START.getTime() + 30 * DAY - 1)));
  await browser.accounts.revokeAccessToken({ accessTokenId: accessToken?.id ?? '' });
  await failure(show(token), Code.Unauthenticated, 'ACCESS_TOKEN_ENDED');
  assert.equal(await show('eyJhbGciOiJFZERTQSJ9.e30.x'), undefined);
  assert.equal(await show(undefined), undefined);
});

test('its last use is written down, once a minute', async () => {
  const browser = await signUp();
  const { token } = await browser.accounts.createAccessToken(REQUEST);
  const lastUse = async () => {
    const { accessTokens } = await browser.accounts.listAccessTokens({});
    return Number(accessTokens[0]?.lastUsedAt?.seconds ?? 0n) * 1000;
  };
  assert.equal(await lastUse(), 0);
  await show(token, new Date(START.getTime() + 1000));
  assert.equal(await lastUse(), START.getTime() + 1000);
  await show(token, new Date(START.getTime() + 60_000));
  assert.equal(await lastUse(), START.getTime() + 1000);
  await show(token, new Date(START.getTime() + 61_000));
  assert.equal(await lastUse(), START.getTime() + 61_000);
});

test("somebody else's token is neither listed nor there to be revoked", async () => {
  const [one, other] = [await signUp(), await signUp()];
  const { accessToken, token } = await other.accounts.createAccessToken(REQUEST);
  assert.deepEqual((await one.accounts.listAccessTokens({})).accessTokens, []);
  const call = one.accounts.revokeAccessToken({ accessTokenId: accessToken?.id ?? '' });
  await failure(call, Code.NotFound, 'UNKNOWN_ACCESS_TOKEN');
  assert.ok(await show(token));
});

test('an access token makes no access tokens', async () => {
  const browser = await signUp();
  const { token } = await browser.accounts.createAccessToken(REQUEST);
  const principal = await show(token);
  assert.ok(principal);
  const script = fixture.browser({ principal });
  await failure(script.accounts.createAccessToken(REQUEST), Code.PermissionDenied, 'SESSION_NEEDED');
});

test('an account has at most 50, also when they are made at the same time', async () => {
  const browser = await signUp();
  const made = await Promise.allSettled(
    Array.from({ length: 55 }, () => browser.accounts.createAccessToken(REQUEST)),
  );
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 50);
  const next = browser.accounts.createAccessToken(REQUEST);
  await failure(next, Code.FailedPrecondition, 'TOO_MANY_ACCESS_TOKENS');
});
