import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, test } from 'node:test';
import { type JWTPayload, SignJWT } from 'jose';
import type { Principal } from '../access/principal.ts';
import { Scope } from '../gen/wattlet/v1/account_pb.js';
import { Plan } from '../gen/wattlet/v1/site_pb.js';
import { silentLog } from '../platform/testing/silent-log.ts';
import { EmbedTokenResolver } from './embed-token-resolver.ts';
import { PublishableKeyResolver } from './publishable-key-resolver.ts';
import { SiteKeySets } from './site-key-sets.ts';
import { refusesWith } from './testing/refuses-with.ts';
import { OPERATOR, openSiteFixture, TEST_ISSUER } from './testing/site-fixture.ts';

const fixture = await openSiteFixture();
after(() => fixture[Symbol.asyncDispose]());
const { sql } = fixture;
const operator = fixture.as(OPERATOR);

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const weakRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const HMAC_KEY = 'shared with the public by mistake, and long enough';
const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
const KEY_SET = {
  keys: [
    jwk(rsa.publicKey, 'rsa'),
    jwk(weakRsa.publicKey, 'weak'),
    jwk(ec.publicKey, 'ec'),
    jwk(ed.publicKey, 'ed'),
    jwk(stranger.privateKey, 'leaked'),
    { kty: 'oct', k: Buffer.from(HMAC_KEY).toString('base64url'), kid: 'oct' },
    { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'broken' },
  ],
};
const JWKS_URL = 'https://id.volt.example/jwks.json';
const SITE_ISSUER = 'https://id.volt.example';

let keysReachable = true;
const siteKeySets = () =>
  new SiteKeySets({
    log: silentLog,
    fetch: async () => {
      if (!keysReachable) throw new Error('unreachable');
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(KEY_SET)) };
    },
  });
const makeResolver = () =>
  new EmbedTokenResolver({
    sql,
    signingKeys: fixture.signingKeys,
    siteKeySets: siteKeySets(),
    issuer: TEST_ISSUER,
  });
const resolver = makeResolver();

const PORTAL = 'https://portal.example';
const show = (bearer: string, { origin = PORTAL, at = fixture.now } = {}) =>
  resolver.resolve({ bearer, cookie: undefined, origin }, at);
const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
const later = (s: number) => new Date(fixture.now.getTime() + s * 1000);

async function makeSite() {
  const { site, secret } = await operator.createSite({ name: 'Volt', allowedOrigins: [PORTAL] });
  assert.ok(site);
  await operator.updateSite({ siteId: site.id, jwksUrl: JWKS_URL, jwtIssuer: SITE_ISSUER });
  return {
    siteId: site.id,
    key: site.publishableKey,
    secret,
    backend: fixture.as({ kind: 'site-backend', siteId: site.id }),
  };
}

/** Claims as they should be, or not. */
type Claims = Readonly<Record<string, unknown>>;

/** Claims that a site's own token must have, with others put over them; undefined takes one away. */
function claimsOf(siteId: string, changes: Claims = {}): JWTPayload {
  const iat = seconds(fixture.now);
  const claims = {
    iss: SITE_ISSUER,
    aud: TEST_ISSUER,
    sub: 'customer-1',
    site: siteId,
    iat,
    exp: iat + 600,
    ...changes,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
const signed = (
  claims: JWTPayload,
  key: KeyObject = ed.privateKey,
  header: { alg: string; kid?: string } = { alg: 'EdDSA', kid: 'ed' },
) => new SignJWT(claims).setProtectedHeader(header).sign(key);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

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
    [rsa.privateKey, { alg: 'RS256', kid: 'rsa' }],
    [ec.privateKey, { alg: 'ES256', kid: 'ec' }],
    [ed.privateKey, { alg: 'EdDSA', kid: 'ed' }],
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
  assert.deepEqual([whole.credentialId, whole.scopes.size], ['own-id', 3]);
});

test('tokens that are forged are refused, and forgers learn nothing', async () => {
  const { siteId, backend } = await makeSite();
  const { siteId: otherSite } = await makeSite();
  const { siteId: unsigning } = await makeSite();
  await operator.updateSite({ siteId: unsigning, jwksUrl: '', jwtIssuer: '' });
  const claims = claimsOf(siteId);
  const own = (await backend.createEmbedToken({ subject: 'c' })).token;
  const ownClaims = { ...claims, iss: TEST_ISSUER };
  const { kid } = fixture.signingKeys.current(fixture.now);
  const hmac = (key: string | Buffer, header: object) => {
    const input = `${part(header)}.${part(claims)}`;
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
  };
  const rsaPem = rsa.publicKey.export({ format: 'pem', type: 'spki' });
  const weakInput = `${part({ alg: 'RS256', kid: 'weak' })}.${part(claims)}`;
  const [head = '', body = '', signature = ''] = own.split('.');
  const forged: Record<string, string> = {
    'alg none': `${part({ alg: 'none' })}.${part(claims)}.`,
    'alg None, with a signature': `${part({ alg: 'None' })}.${part(claims)}.${signature}`,
    'alg none, own issuer': `${part({ alg: 'none', kid })}.${part(ownClaims)}.`,
    'HS256 with the public key as PEM': hmac(rsaPem, { alg: 'HS256', kid: 'rsa' }),
    'HS256 with the public key as JWK': hmac(JSON.stringify(KEY_SET.keys[0]), { alg: 'HS256', kid: 'rsa' }),
    'HS256 with a key of the set': hmac(HMAC_KEY, { alg: 'HS256', kid: 'oct' }),
    'HS256 with the raw Ed25519 key': hmac(
      ed.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
      { alg: 'HS256', kid: 'ed' },
    ),
    PS256: await signed(claims, rsa.privateKey, { alg: 'PS256', kid: 'rsa' }),
    RS512: await signed(claims, rsa.privateKey, { alg: 'RS512', kid: 'rsa' }),
    'unknown alg': `${part({ alg: 'XX256', kid: 'ed' })}.${part(claims)}.${signature}`,
    'a key too short': `${weakInput}.${signature}`,
    'a key that is broken': `${part({ alg: 'ES256', kid: 'broken' })}.${part(claims)}.${signature}`,
    'a private key that lies in the open': await signed(claims, stranger.privateKey, {
      alg: 'EdDSA',
      kid: 'leaked',
    }),
    'a key of its own in the header': `${part({ alg: 'EdDSA', jwk: jwk(stranger.publicKey, 'x') })}.${part(claims)}.${signature}`,
    'a stranger, as the site': await signed(claims, stranger.privateKey),
    'a stranger, as this server': await signed(ownClaims, stranger.privateKey, { alg: 'EdDSA', kid }),
    'the site, as this server': await signed(ownClaims, ed.privateKey, { alg: 'EdDSA', kid: 'ed' }),
    'the site, as this server with its kid': await signed(ownClaims, ed.privateKey, { alg: 'EdDSA', kid }),
    'an unknown kid': await signed(claims, ed.privateKey, { alg: 'EdDSA', kid: 'nobody' }),
    'a kid of another kind': await signed(claims, ed.privateKey, { alg: 'EdDSA', kid: 'rsa' }),
    'another issuer': await signed({ ...claims, iss: 'https://evil.example' }),
    'a site that signs nothing': await signed(claimsOf(unsigning)),
    'no such site': await signed(claimsOf('99999999-9999-4999-8999-999999999999')),
    'a site that is no id': await signed(claimsOf("' or true --")),
    'no site': await signed(claimsOf(siteId, { site: undefined })),
    'no subject': await signed(claimsOf(siteId, { sub: undefined })),
    'an empty subject': await signed(claimsOf(siteId, { sub: '' })),
    'a subject with a zero byte': await signed(claimsOf(siteId, { sub: 'a\0b' })),
    'a subject too long': await signed(claimsOf(siteId, { sub: 'x'.repeat(201) })),
    'no issuer': await signed(claimsOf(siteId, { iss: undefined })),
    'a name that is no text': await signed(claimsOf(siteId, { name: { $ne: 1 } })),
    'a scope that is no text': await signed(claimsOf(siteId, { scope: ['read_series'] })),
    'other claims under the signature': `${head}.${part({ ...ownClaims, site: otherSite })}.${signature}`,
    'another header over the signature': `${part({ alg: 'EdDSA', kid, typ: 'x' })}.${body}.${signature}`,
    'a signature cut short': own.slice(0, -4),
    'no signature': `${head}.${body}.`,
    'an unknown critical header': `${part({ alg: 'EdDSA', kid, crit: ['x'], x: 1 })}.${body}.${signature}`,
    'no JSON': 'aaaa.bbbb.cccc',
    'too long a token': await signed(claimsOf(siteId, { more: 'x'.repeat(9000) })),
  };
  for (const [forgery, token] of Object.entries(forged)) {
    const error = await refusesWith(() => show(token), 'Unauthenticated', 'TOKEN_NOT_ACCEPTED').catch(
      (cause) => {
        throw new Error(forgery, { cause });
      },
    );
    assert.equal(error.rawMessage, 'the token is not accepted', forgery);
  }
  assert.equal((await sql`select from account where site_id in (${siteId}, ${otherSite})`).length, 0);
});

test('what is signed well but not for here, not now or for too long is refused with the reason', async () => {
  const { siteId } = await makeSite();
  const iat = seconds(fixture.now);
  const cases: [string, Claims][] = [
    ['TOKEN_FOR_ANOTHER', { aud: 'https://other.example' }],
    ['TOKEN_FOR_ANOTHER', { aud: `${TEST_ISSUER}/` }],
    ['TOKEN_FOR_ANOTHER', { aud: undefined }],
    ['TOKEN_WITHOUT_END', { exp: undefined }],
    ['TOKEN_NOT_YET_VALID', { iat: undefined }],
    ['TOKEN_LIVES_TOO_LONG', { exp: iat + 3601 }],
    ['TOKEN_LIVES_TOO_LONG', { iat: iat - 30, exp: iat - 30 }],
    ['TOKEN_EXPIRED', { iat: iat - 600, exp: iat - 61 }],
    ['TOKEN_EXPIRED', { iat: iat - 3661, exp: iat + 10 }],
    ['TOKEN_NOT_YET_VALID', { iat: iat + 61, exp: iat + 600 }],
    ['TOKEN_NOT_YET_VALID', { nbf: iat + 61 }],
  ];
  for (const [reason, changes] of cases) {
    const token = await signed(claimsOf(siteId, changes));
    await refusesWith(() => show(token), 'Unauthenticated', reason);
  }
});

test('a clock that is a minute off is forgiven', async () => {
  const { siteId } = await makeSite();
  const iat = seconds(fixture.now);
  for (const changes of [
    { iat: iat + 60, exp: iat + 600 },
    { iat: iat - 600, exp: iat - 59 },
    { nbf: iat + 60 },
    { iat, exp: iat + 3600 },
  ]) {
    assert.ok(await show(await signed(claimsOf(siteId, changes))), JSON.stringify(changes));
  }
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
  const fresh = makeResolver();
  keysReachable = false;
  try {
    const bearer = await signed(claimsOf(siteId));
    const call = fresh.resolve({ bearer, cookie: undefined, origin: PORTAL }, fixture.now);
    await refusesWith(call, 'Unavailable', 'SITE_KEYS_UNAVAILABLE');
    assert.ok(await fresh.resolve({ bearer: token, cookie: undefined, origin: PORTAL }, fixture.now));
  } finally {
    keysReachable = true;
  }
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
