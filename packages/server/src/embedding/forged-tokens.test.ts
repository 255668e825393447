import assert from 'node:assert/strict';
import { createHmac, type KeyObject, sign } from 'node:crypto';
import { after, test } from 'node:test';
import { refusesWith } from './testing/refuses-with.ts';
import { TEST_ISSUER } from './testing/site-fixture.ts';
import { type Claims, HMAC_KEY, jwk, openTokenFixture, PAIRS, signed } from './testing/token-fixture.ts';

const tokens = await openTokenFixture();
after(() => tokens.fixture[Symbol.asyncDispose]());
const { fixture, sql, operator, show, makeSite, claimsOf } = tokens;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

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
  const rsaPem = PAIRS.rsa.publicKey.export({ format: 'pem', type: 'spki' });
  // What jose would not sign.
  const bySign = (key: KeyObject, header: object, hash: string | null = null) => {
    const input = `${part(header)}.${part(claims)}`;
    return `${input}.${sign(hash, Buffer.from(input), key).toString('base64url')}`;
  };
  const jwkInHeader = { alg: 'EdDSA', jwk: jwk(PAIRS.stranger.publicKey, 'x') };
  assert.ok(await show(bySign(PAIRS.ed.privateKey, { alg: 'EdDSA', kid: 'ed' })));
  await sql`delete from account where site_id = ${siteId}`;
  const [head = '', body = '', signature = ''] = own.split('.');
  const forged: Record<string, string> = {
    'alg none': `${part({ alg: 'none' })}.${part(claims)}.`,
    'alg None, with a signature': `${part({ alg: 'None' })}.${part(claims)}.${signature}`,
    'alg none, own issuer': `${part({ alg: 'none', kid })}.${part(ownClaims)}.`,
    'HS256 with the public key as PEM': hmac(rsaPem, { alg: 'HS256', kid: 'rsa' }),
    'HS256 with the public key as JWK': hmac(JSON.stringify(jwk(PAIRS.rsa.publicKey, 'rsa')), {
      alg: 'HS256',
      kid: 'rsa',
    }),
    'HS256 with a key of the set': hmac(HMAC_KEY, { alg: 'HS256', kid: 'oct' }),
    'HS256 with the raw Ed25519 key': hmac(
      PAIRS.ed.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
      { alg: 'HS256', kid: 'ed' },
    ),
    PS256: await signed(claims, PAIRS.rsa.privateKey, { alg: 'PS256', kid: 'rsa' }),
    RS512: await signed(claims, PAIRS.rsa.privateKey, { alg: 'RS512', kid: 'rsa' }),
    ES512: bySign(PAIRS.ec.privateKey, { alg: 'ES512', kid: 'ec' }, 'sha512'),
    'unknown alg': `${part({ alg: 'XX256', kid: 'ed' })}.${part(claims)}.${signature}`,
    'a key too short': bySign(PAIRS.shortRsa.privateKey, { alg: 'RS256', kid: 'short' }, 'sha256'),
    'a key that is broken': `${part({ alg: 'ES256', kid: 'broken' })}.${part(claims)}.${signature}`,
    'a private key that lies in the open': await signed(claims, PAIRS.stranger.privateKey, {
      alg: 'EdDSA',
      kid: 'leaked',
    }),
    'a key of its own in the header': bySign(PAIRS.stranger.privateKey, jwkInHeader),
    'a stranger, as the site': await signed(claims, PAIRS.stranger.privateKey),
    'a stranger, as this server': await signed(ownClaims, PAIRS.stranger.privateKey, { alg: 'EdDSA', kid }),
    'the site, as this server': await signed(ownClaims, PAIRS.ed.privateKey, { alg: 'EdDSA', kid: 'ed' }),
    'the site, as this server with its kid': await signed(ownClaims, PAIRS.ed.privateKey, {
      alg: 'EdDSA',
      kid,
    }),
    'an unknown kid': await signed(claims, PAIRS.ed.privateKey, { alg: 'EdDSA', kid: 'nobody' }),
    'a kid of another kind': await signed(claims, PAIRS.ed.privateKey, { alg: 'EdDSA', kid: 'rsa' }),
    'another issuer': await signed({ ...claims, iss: 'https://evil.example' }),
    'a site that signs nothing': await signed(claimsOf(unsigning)),
    'no such site': await signed(claimsOf('99999999-9999-4999-8999-999999999999')),
    'a site that is no id': await signed(claimsOf("' or true --")),
    'no site': await signed(claimsOf(siteId, { site: undefined })),
    'no subject': await signed(claimsOf(siteId, { sub: undefined })),
    'an empty subject': await signed(claimsOf(siteId, { sub: '' })),
    'a subject with a zero byte': await signed(claimsOf(siteId, { sub: 'a\0b' })),
    'a subject of half a character': await signed(claimsOf(siteId, { sub: '\ud800' })),
    'a subject too long': await signed(claimsOf(siteId, { sub: 'x'.repeat(201) })),
    'no issuer': await signed(claimsOf(siteId, { iss: undefined })),
    'a name that is no text': await signed(claimsOf(siteId, { name: { $ne: 1 } })),
    'a scope that is no text': await signed(claimsOf(siteId, { scope: ['read_series'] })),
    'other claims under the signature': `${head}.${part({ ...ownClaims, site: otherSite })}.${signature}`,
    'another header over the signature': `${part({ alg: 'EdDSA', kid, typ: 'x' })}.${body}.${signature}`,
    'a signature cut short': own.slice(0, -4),
    'no signature': `${head}.${body}.`,
    'an unknown critical header': bySign(PAIRS.ed.privateKey, { alg: 'EdDSA', kid: 'ed', crit: ['x'], x: 1 }),
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
  const iat = fixture.now.getTime() / 1000;
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
  const iat = fixture.now.getTime() / 1000;
  for (const changes of [
    { iat: iat + 60, exp: iat + 600 },
    { iat: iat - 600, exp: iat - 59 },
    { nbf: iat + 60 },
    { iat, exp: iat + 3600 },
  ]) {
    assert.ok(await show(await signed(claimsOf(siteId, changes))), JSON.stringify(changes));
  }
});
