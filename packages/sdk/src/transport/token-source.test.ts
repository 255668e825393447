import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import { tokenLife } from './token-life.ts';
import { type GetToken, type TokenRequest, TokenSource } from './token-source.ts';

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const never = new AbortController().signal;

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'EdDSA' })}.${part(claims)}.c2ln`;
}

suite('the token of a client', () => {
  let now: number;
  let asked: TokenRequest[];
  let answer: GetToken;
  let tokens: TokenSource;

  /** Lives an hour from now on; no two are equal. */
  const hourToken = () => jwt({ iat: now / 1000, exp: (now + HOUR) / 1000, jti: asked.length });
  const renewals = () => asked.map(({ renew }) => renew);

  beforeEach(() => {
    now = START;
    asked = [];
    answer = hourToken;
    tokens = new TokenSource(
      (request) => {
        asked.push(request);
        return answer(request);
      },
      () => now,
    );
  });

  test('a JWT is asked for once, and again when 80 % of its life is over', async () => {
    const first = await tokens.get(never);
    now += 0.8 * HOUR - 1;
    assert.equal(await tokens.get(never), first);
    assert.equal(tokens.renewInMs, 1);
    now += 1;
    assert.notEqual(await tokens.get(never), first);
    assert.deepEqual(renewals(), [false, true]);
  });

  test('a token that does not say how long it lives is asked for before each call', async () => {
    answer = () => 'wt_opaque';
    for (let call = 0; call < 3; call++) assert.equal(await tokens.get(never), 'wt_opaque');
    assert.deepEqual(renewals(), [false, false, false]);
    assert.equal(tokens.renewInMs, undefined);
  });

  test('calls at the same time share one question', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => tokens.get(never)));
    assert.equal(new Set(answers).size, 1);
    assert.equal(asked.length, 1);
  });

  test('calls that were refused with the same token share one renewal, however late they hear of it', async () => {
    const old = await tokens.get(never);
    assert.equal(tokens.refuse(old), true);
    const renewed = await tokens.get(never);
    assert.equal(tokens.refuse(old), false);
    assert.equal(await tokens.get(never), renewed);
    assert.deepEqual(renewals(), [false, true]);
  });

  test('while a renewal fails, a token that is due but not over goes on', async () => {
    const first = await tokens.get(never);
    now += 0.9 * HOUR;
    answer = () => Promise.reject(new Error('no network'));
    assert.equal(await tokens.get(never), first);
    assert.equal(asked.length, 2);
    await tokens.get(never);
    assert.equal(asked.length, 2, 'it is not asked for again at once');
    now += 0.1 * HOUR;
    await assert.rejects(tokens.get(never), /no network/);
    answer = hourToken;
    assert.notEqual(await tokens.get(never), first);
    assert.deepEqual(renewals(), [false, true, true, true]);
  });

  test('one caller that gives up does not take the token from the others', async () => {
    const arrived = Promise.withResolvers<string>();
    answer = () => arrived.promise;
    const giving = new AbortController();
    const [one, other] = [tokens.get(giving.signal), tokens.get(never)];
    giving.abort();
    await assert.rejects(one, { code: 'canceled' });
    assert.equal(asked[0]?.signal.aborted, false);
    arrived.resolve('token');
    assert.equal(await other, 'token');
  });

  test('when everyone has given up, the question is aborted, and what it brings is not kept', async () => {
    const old = await tokens.get(never);
    tokens.refuse(old);
    const late = Promise.withResolvers<string>();
    answer = () => late.promise;
    const giving = new AbortController();
    const call = tokens.get(giving.signal);
    giving.abort();
    await assert.rejects(call, { code: 'canceled' });
    assert.equal(asked[1]?.signal.aborted, true);
    answer = hourToken;
    const renewed = await tokens.get(never);
    late.resolve('late');
    await late.promise;
    assert.equal(await tokens.get(never), renewed);
    assert.deepEqual(renewals(), [false, true, true]);
  });

  test('a token that is to be forgotten is sent by nobody any more, and refused by nobody', async () => {
    const old = await tokens.get(never);
    tokens.forget();
    const other = await tokens.get(never);
    assert.notEqual(other, old);
    assert.equal(tokens.refuse(old), false);
    assert.equal(await tokens.get(never), other);
    assert.deepEqual(renewals(), [false, false]);
  });

  test('whoever waits for a token that is to be forgotten gets the next one', async () => {
    const late = Promise.withResolvers<string>();
    answer = () => late.promise;
    const call = tokens.get(never);
    answer = () => 'new';
    tokens.forget();
    late.resolve('old');
    assert.equal(await call, 'new');
    assert.equal(asked[0]?.signal.aborted, true);
  });

  test('a clock that is far ahead does not have the token renewed for each call', async () => {
    answer = () => jwt({ iat: now / 1000 - 7200, exp: now / 1000 - 3600 });
    await tokens.get(never);
    await tokens.get(never);
    assert.equal(asked.length, 1);
  });
});

test('only a JWT with an end says how long it lives', () => {
  assert.deepEqual(tokenLife(jwt({ iat: 10, exp: 20 }), 5), { from: 10_000, to: 20_000 });
  assert.deepEqual(tokenLife(jwt({ exp: 20 }), 5), { from: 5, to: 20_000 });
  assert.deepEqual(tokenLife(jwt({ exp: 20, name: 'Ωμέγα ÿ?>~' }), 5), { from: 5, to: 20_000 });
  for (const text of ['wt_abc', 'a.b.c', jwt({}), jwt({ exp: '20' }), jwt([]), 'a.b', '...']) {
    assert.equal(tokenLife(text, 5), undefined, text);
  }
});
