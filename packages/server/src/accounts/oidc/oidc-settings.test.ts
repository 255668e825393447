import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../config-error.ts';
import { readOidcSettings } from './oidc-settings.ts';

const GOOGLE = { GOOGLE_CLIENT_ID: 'g', GOOGLE_CLIENT_SECRET: 'g-secret' };
const OTHER = { OIDC_ISSUER: 'https://id.example/realm', OIDC_CLIENT_ID: 'o', OIDC_CLIENT_SECRET: 'os' };
const read = (env: Record<string, string>) =>
  readOidcSettings(env).map(({ name, issuer, clientId, clientSecret }) => [
    name,
    issuer.href,
    clientId,
    clientSecret,
  ]);

test('none, Google, another provider or both may be configured', () => {
  const google = ['google', 'https://accounts.google.com/', 'g', 'g-secret'];
  assert.deepEqual(read({}), []);
  assert.deepEqual(read({ OIDC_NAME: 'volt', GOOGLE_CLIENT_ID: '' }), []);
  assert.deepEqual(read(GOOGLE), [google]);
  assert.deepEqual(read({ ...OTHER, OIDC_NAME: 'volt' }), [['volt', 'https://id.example/realm', 'o', 'os']]);
  assert.deepEqual(read({ ...GOOGLE, ...OTHER }), [
    google,
    ['openid', 'https://id.example/realm', 'o', 'os'],
  ]);
  assert.equal(read({ ...OTHER, OIDC_ISSUER: 'http://127.0.0.1:4000' }).length, 1);
});

test('what is missing or wrong is named, and no secret is', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ GOOGLE_CLIENT_ID: 'g' }, /GOOGLE_CLIENT_SECRET is not set/],
    [{ GOOGLE_CLIENT_SECRET: 'g-secret' }, /GOOGLE_CLIENT_ID is not set/],
    [{ OIDC_ISSUER: OTHER.OIDC_ISSUER }, /OIDC_CLIENT_ID is not set/],
    [{ ...OTHER, OIDC_ISSUER: '' }, /OIDC_ISSUER is not set/],
    [{ ...OTHER, OIDC_ISSUER: 'http://id.example' }, /OIDC_ISSUER is "http:\/\/id.example"/],
    [{ ...OTHER, OIDC_ISSUER: 'id.example' }, /OIDC_ISSUER/],
    [{ ...OTHER, OIDC_NAME: 'My Provider' }, /OIDC_NAME/],
    [{ ...OTHER, ...GOOGLE, OIDC_NAME: 'google' }, /OIDC_NAME is google/],
    [{ ...OTHER, OIDC_CLIENT_SECRET_FILE: '/nowhere' }, /both set/],
    [
      { ...OTHER, OIDC_CLIENT_SECRET: '', OIDC_CLIENT_SECRET_FILE: '/nowhere' },
      /OIDC_CLIENT_SECRET_FILE: .*ENOENT/,
    ],
  ];
  for (const [env, message] of cases) {
    assert.throws(
      () => readOidcSettings(env),
      (error) =>
        error instanceof ConfigError && message.test(error.message) && !error.message.includes('secret'),
    );
  }
});
