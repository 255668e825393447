import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Principal, SCOPES } from '../access/principal.ts';
import { Scope } from '../gen/wattlet/v1/account_pb.js';
import { Plan } from '../gen/wattlet/v1/site_pb.js';
import { PublishableKeyResolver } from './publishable-key-resolver.ts';
import { refusesWith } from './testing/refuses-with.ts';
import { TEST_ISSUER } from './testing/site-fixture.ts';
import { openTokenFixture, PAIRS, PORTAL, signed } from './testing/token-fixture.ts';

const tokens = await openTokenFixture();
after(() => tokens.fixture[Symbol.asyncDispose]());
const { fixture, sql, operator, resolver, makeResolver, show, later, makeSite, claimsOf } = tokens;

function personOf(principal: Principal | undefined) {
  assert.equal(principal?.kind, 'person');
  return principal;
}

test('a customer whom a token names for the first time gets an account of that site, and the same one after', async () => {
  const { siteId, backend } = await makeSite();
  const { token } = await backend.createEmbedToken({
    subject: 'κ-7',
    displayName: 'Ada',
    scopes: [Scope.READ_METERS],
  });
  const first = personOf(await show(token));
  const [account] = await sql`select * from account where site_id = ${siteId}`;
  assert.deepEqual(
    [
      account?.['account_id'],
      account?.['external_subject'],
      account?.['display_name'],
      account?.['role'],
      account?.['email'],
    ],
    [first.accountId, 'κ-7', 'Ada', 'customer', null],
  );
  const { credentialId, ...rest } = first;
  assert.match(credentialId, /^[0-9a-f-]{36}$/);
  assert.deepEqual(rest, {
    kind: 'person',
    siteId,
    accountId: first.accountId,
    role: 'customer',
    via: 'embed-token',
    scopes: new Set(['read_meters']),
    expiresAt: later(3600),
  });
  assert.deepEqual(personOf(await show(token)), first);
});

test('however many requests bring a new customer at once, one account is made', async () => {
  const { siteId, backend } = await makeSite();
  const { token } = await backend.createEmbedToken({ subject: 'crowd', displayName: 'Crowd' });
  const people = await Promise.all(Array.from({ length: 20 }, () => show(token)));
  assert.equal(new Set(people.map((one) => personOf(one).accountId)).size, 1);
  assert.equal((await sql`select from account where site_id = ${siteId}`).length, 1);
});

test('the same subject on two sites is two people', async () => {
  const sites = await Promise.all([makeSite(), makeSite()]);
  const people = await Promise.all(
    sites.map(async ({ backend }) =>
      personOf(await show((await backend.createEmbedToken({ subject: 'same' })).token)),
    ),
  );
  assert.notEqual(people[0]?.accountId, people[1]?.accountId);
  assert.deepEqual(
    people.map(({ siteId }) => siteId),
    sites.map(({ siteId }) => siteId),
  );
});

test('a changed name is taken over, a token without one leaves it, and a first one is the subject', async () => {
  const { siteId, backend } = await makeSite();
  const come = async (displayName: string) =>
    show((await backend.createEmbedToken({ subject: 'c', displayName })).token);
  const names: unknown[] = [];
  for (const name of ['', 'Ada', '', 'Ada Lovelace']) {
    await come(name);
    const [row] = await sql`select display_name from account where site_id = ${siteId}`;
    names.push(row?.['display_name']);
  }
  assert.deepEqual(names, ['c', 'Ada', 'Ada', 'Ada Lovelace']);
});

test('an agent of a site who comes with its token is one, an operator is none', async () => {
  const { siteId, backend } = await makeSite();
  const { token } = await backend.createEmbedToken({ subject: 'agent' });
  await show(token);
  for (const [stored, role] of [
    ['agent', 'agent'],
    ['operator', 'administrator'],
  ] as const) {
    await sql`update account set role = ${stored} where site_id = ${siteId}`;
    assert.equal(personOf(await show(token)).role, role);
  }
});

test('a site may sign with RS256, ES256 or EdDSA', async () => {
  const { siteId } = await makeSite();
  for (const [key, header] of [
    [PAIRS.rsa.privateKey, { alg: 'RS256', kid: 'rsa' }],
    [PAIRS.ec.privateKey, { alg: 'ES256', kid: 'ec' }],
    [PAIRS.ed.privateKey, { alg: 'EdDSA', kid: 'ed' }],
  ] as const) {
    const principal = personOf(
      await show(await signed(claimsOf(siteId, { name: 'Ada', scope: 'openid read_series' }), key, header)),
    );
    assert.deepEqual(
      [principal.siteId, [...principal.scopes], principal.expiresAt],
      [siteId, ['read_series'], later(600)],
    );
  }
  const whole = personOf(
    await show(await signed(claimsOf(siteId, { jti: 'own-id', aud: ['other', TEST_ISSUER] }))),
  );
  const odd = await show(await signed(claimsOf(siteId, { sub: 'odd', name: `\0${'N'.repeat(300)}` })));
  const [named] = await sql`select display_name from account where account_id = ${personOf(odd).accountId}`;
  assert.equal(named?.['display_name'], 'N'.repeat(100));
  assert.deepEqual([whole.credentialId, [...whole.scopes]], ['own-id', SCOPES]);
});

test("this server's own token ends with its time, also after its key was followed by the next", async () => {
  const { backend } = await makeSite();
  const { token } = await backend.createEmbedToken({ subject: 'c', timeToLive: { seconds: 3600n } });
  assert.ok(await show(token, { at: later(3599) }));
  await refusesWith(() => show(token, { at: later(3661) }), 'Unauthenticated', 'TOKEN_EXPIRED');
  const weekEnd = new Date((Math.floor(fixture.now.getTime() / 604_800_000) + 1) * 604_800_000);
  const before = fixture.now;
  fixture.now = new Date(weekEnd.getTime() - 1000);
  const { token: last } = await backend.createEmbedToken({ subject: 'c' });
  fixture.now = before;
  assert.ok(await show(last, { at: new Date(weekEnd.getTime() + 1000) }));
});

test('tokens and keys work in pages of the listed origins only, and without a page', async () => {
  const { siteId, key, backend } = await makeSite();
  const { token } = await backend.createEmbedToken({ subject: 'c' });
  const keys = new PublishableKeyResolver(sql);
  const both = (origin: string | undefined) => [
    () => resolver.resolve({ bearer: token, cookie: undefined, origin }, fixture.now),
    () => keys.resolve({ bearer: key, cookie: undefined, origin }),
  ];
  for (const origin of [
    'https://evil.example',
    'https://portal.example:8443',
    'http://portal.example',
    'null',
    '',
  ]) {
    for (const call of both(origin)) await refusesWith(call, 'Unauthenticated', 'ORIGIN_NOT_ALLOWED');
  }
  for (const origin of [PORTAL, undefined]) {
    const found = await Promise.all(both(origin).map((call) => call()));
    assert.deepEqual(
      found.map((one) => one?.kind),
      ['person', 'site-key'],
    );
  }
  await operator.updateSite({ siteId, allowedOrigins: { origins: [] } });
  for (const call of both(PORTAL)) await refusesWith(call, 'Unauthenticated', 'ORIGIN_NOT_ALLOWED');
});

test('a suspended site is served nothing, at once', async () => {
  const { siteId, key, backend } = await makeSite();
  const own = (await backend.createEmbedToken({ subject: 'c' })).token;
  const signedBySite = await signed(claimsOf(siteId));
  const keys = new PublishableKeyResolver(sql);
  assert.ok(await show(own));
  await operator.updateSite({ siteId, plan: Plan.SUSPENDED });
  for (const call of [
    () => show(own),
    () => show(signedBySite),
    () => keys.resolve({ bearer: key, cookie: undefined, origin: PORTAL }),
  ]) {
    await refusesWith(call, 'Unauthenticated', 'SITE_SUSPENDED');
  }
});

test('while the keys of a site cannot be had its tokens are not judged, and those of this server work', async () => {
  const { siteId, backend } = await makeSite();
  const { token } = await backend.createEmbedToken({ subject: 'c' });
  const blind = makeResolver(() => Promise.reject(new Error('unreachable')));
  const credentials = { cookie: undefined, origin: PORTAL };
  const bearer = await signed(claimsOf(siteId));
  const call = blind.resolve({ ...credentials, bearer }, fixture.now);
  await refusesWith(call, 'Unavailable', 'SITE_KEYS_UNAVAILABLE');
  assert.ok(await blind.resolve({ ...credentials, bearer: token }, fixture.now));
});

test('other kinds of credentials are left to others', async () => {
  const { key, secret } = await makeSite();
  for (const bearer of [undefined, key, secret, 'wt_abc', 'operator-token', '']) {
    const credentials = { bearer, cookie: undefined, origin: PORTAL };
    assert.equal(await resolver.resolve(credentials, fixture.now), undefined);
    if (bearer !== key) assert.equal(await new PublishableKeyResolver(sql).resolve(credentials), undefined);
  }
  const wrong = { bearer: `${key.slice(0, -1)}!`, cookie: undefined, origin: PORTAL };
  await refusesWith(new PublishableKeyResolver(sql).resolve(wrong), 'Unauthenticated', 'KEY_NOT_ACCEPTED');
});
