import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { EmbedTokenResolver } from '../embed-token-resolver.ts';
import { SiteKeySets } from '../site-key-sets.ts';
import { OPERATOR, openSiteFixture, TEST_ISSUER } from './site-fixture.ts';

/** For tests: origin of the pages of every site. */
export const PORTAL = 'https://portal.example';
/** For tests: where sites have their keys, and what they call themselves. */
const JWKS_URL = 'https://id.volt.example/jwks.json';
const SITE_ISSUER = 'https://id.volt.example';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const shortRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });

/** For tests: pairs of keys, the first three of every site. */
export const PAIRS = { rsa, ec, ed, stranger, shortRsa };
/** For tests: a symmetric key that lies in the open. */
export const HMAC_KEY = 'shared with the public by mistake, and long enough';

/** For tests: a key as JWK. */
export const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });

const KEY_SET = {
  keys: [
    jwk(rsa.publicKey, 'rsa'),
    jwk(shortRsa.publicKey, 'short'),
    jwk(ec.publicKey, 'ec'),
    jwk(ed.publicKey, 'ed'),
    jwk(stranger.privateKey, 'leaked'),
    { kty: 'oct', k: Buffer.from(HMAC_KEY).toString('base64url'), kid: 'oct' },
    { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'broken' },
  ],
};

/** For tests: signs what a site would, or would not. */
export const signed = (
  claims: JWTPayload,
  key: KeyObject = ed.privateKey,
  header: { alg: string; kid?: string } = { alg: 'EdDSA', kid: 'ed' },
) => new SignJWT(claims).setProtectedHeader(header).sign(key);

/** For tests: claims as they should be, or not. */
export type Claims = Readonly<Record<string, unknown>>;

/** For tests: sites that sign tokens themselves, and a resolver of tokens. */
export async function openTokenFixture() {
  const fixture = await openSiteFixture();
  const { sql, signingKeys, now } = fixture;
  const operator = fixture.as(OPERATOR);
  const makeResolver = (fetchKeys = async () => Buffer.from(JSON.stringify(KEY_SET))) => {
    const fetch = async () => ({ status: 200, headers: {}, body: await fetchKeys() });
    const siteKeySets = new SiteKeySets({ log: silentLog, fetch });
    return new EmbedTokenResolver({ sql, signingKeys, siteKeySets, issuer: TEST_ISSUER });
  };
  const resolver = makeResolver();
  return {
    fixture,
    sql,
    operator,
    resolver,
    /** A resolver that has fetched no keys yet. */
    makeResolver,
    /** Shows a token in a page of the portal. */
    show: (bearer: string, { origin = PORTAL, at = now } = {}) =>
      resolver.resolve({ bearer, cookie: undefined, origin }, at),
    later: (seconds: number) => new Date(now.getTime() + seconds * 1000),
    async makeSite() {
      const { site, secret } = await operator.createSite({ name: 'Volt', allowedOrigins: [PORTAL] });
      assert.ok(site);
      const { id: siteId, publishableKey: key } = site;
      await operator.updateSite({ siteId, jwksUrl: JWKS_URL, jwtIssuer: SITE_ISSUER });
      return { siteId, key, secret, backend: fixture.as({ kind: 'site-backend', siteId }) };
    },
    /** Claims that a site's own token must have, with others put over them; undefined takes one away. */
    claimsOf(siteId: string, changes: Claims = {}): JWTPayload {
      const iat = now.getTime() / 1000;
      const good = {
        iss: SITE_ISSUER,
        aud: TEST_ISSUER,
        sub: 'customer-1',
        site: siteId,
        iat,
        exp: iat + 600,
      };
      return Object.fromEntries(
        Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined),
      );
    },
  };
}
