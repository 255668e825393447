import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Code, ConnectError } from '@connectrpc/connect';
import fc from 'fast-check';
import { mintEmbedToken } from './embed-token.ts';
import { masterSecret } from './master-secret.ts';
import { signingKeys } from './signing-keys.ts';
import { looksLikeToken, readClaimedIdentity, verifyEmbedToken } from './verify-embed-token.ts';

const ISSUER = 'https://wattlet.example';
const SITE = '7b0e7a3c-93a5-4d1c-8a35-1f0c3b8f4f10';
const NOW = new Date('2026-03-01T12:00:00Z');
const key = signingKeys(masterSecret('a secret that is long enough for tests')).current(NOW);
const verify = (token: string) =>
  verifyEmbedToken(
    token,
    { issuer: ISSUER, audience: ISSUER, algorithms: ['EdDSA'], key: () => key.publicKey },
    NOW,
  );
const { token } = await mintEmbedToken(key, {
  issuer: ISSUER,
  siteId: SITE,
  subject: 'customer',
  displayName: 'Ada',
  scopes: ['read_series'],
  issuedAt: NOW,
  lifetimeSeconds: 600,
});

const isRefusal = (error: unknown) => error instanceof ConnectError && error.code === Code.Unauthenticated;
const bytesOf = (text: string) =>
  text
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

test('a token with any one character changed is refused', async () => {
  assert.ok(await verify(token));
  const character = fc.constantFrom(...'ABCXYZabcxyz0189-_.=+/ \0é');
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: token.length - 1 }), character, async (at, other) => {
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      // The last character of a part has bits that mean nothing.
      fc.pre(changed !== token && bytesOf(changed) !== bytesOf(token));
      await assert.rejects(verify(changed), isRefusal, changed);
    }),
    { numRuns: 500 },
  );
});

test('whatever comes in place of a token is refused, and never breaks anything', async () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url');
  const header = fc.oneof(
    fc.json(),
    fc.record({ alg: fc.constantFrom('EdDSA', 'none', 'HS256', 'RS256'), kid: fc.string() }),
  );
  const claims = fc.oneof(
    fc.json(),
    fc.record(
      {
        iss: fc.constantFrom<unknown>(ISSUER, 1),
        sub: fc.anything(),
        site: fc.constantFrom<unknown>(SITE, {}),
        exp: fc.anything(),
        iat: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );
  const signature = fc.uint8Array({ maxLength: 70 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
  const made = fc
    .tuple(header, claims, signature)
    .map(([head, body, end]) => `${encode(head)}.${encode(body)}.${end}`);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(made, fc.string(), fc.string({ unit: 'binary', maxLength: 300 })),
      async (bearer) => {
        await assert.rejects(verify(bearer), isRefusal);
        if (!looksLikeToken(bearer)) return;
        try {
          const { siteId, subject } = readClaimedIdentity(bearer);
          assert.equal(siteId, SITE);
          assert.ok(subject.length > 0 && subject.length <= 400 && !subject.includes('\0'));
        } catch (error) {
          assert.ok(isRefusal(error), String(error));
        }
      },
    ),
    { numRuns: 500 },
  );
});
