import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { accessAdvice } from './access-advice.ts';

const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978';

/** The settings that are advised against, each once. */
function advisedAgainst(env: Record<string, string>): string[] {
  return accessAdvice(readConfig(env)).map((line) => line.split(' ')[0] ?? '');
}

test('a server for this machine only needs nothing', () => {
  assert.deepEqual(advisedAgainst({}), []);
});

test('a server behind a proxy, with everything set, needs nothing', () => {
  const env = {
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://energy.example',
    TRUSTED_PROXIES: '10.0.0.0/8',
    WATTLET_SECRET: SECRET,
    OPERATOR_TOKEN: SECRET,
    DATABASE_URL: 'postgres://db.example/wattlet',
  };
  assert.deepEqual(advisedAgainst(env), []);
});

test('what is missing or weak is named', () => {
  const token = { OPERATOR_TOKEN: SECRET };
  const cases: [Record<string, string>, string][] = [
    [{ HOST: '0.0.0.0' }, 'PUBLIC_URL'],
    [{ ...token, PUBLIC_URL: 'http://energy.example' }, 'PUBLIC_URL'],
    [{ ...token, PUBLIC_URL: 'https://energy.example' }, 'TRUSTED_PROXIES'],
    [{ PUBLIC_URL: 'https://energy.example', TRUSTED_PROXIES: '127.0.0.1' }, 'OPERATOR_TOKEN'],
    [{ TRUSTED_PROXIES: '127.0.0.1' }, 'OPERATOR_TOKEN'],
    [{ OPERATOR_TOKEN: 'abcabcabcabcabcabcabcabcabc' }, 'OPERATOR_TOKEN'],
    [{ WATTLET_SECRET: 'x'.repeat(64) }, 'WATTLET_SECRET'],
    [{ DATABASE_URL: 'postgres://db.example/wattlet' }, 'WATTLET_SECRET'],
    [{ ALLOW_PRIVATE_JWKS: '1' }, 'ALLOW_PRIVATE_JWKS'],
    [{ ALLOW_PRIVATE_WEBHOOKS: '1' }, 'ALLOW_PRIVATE_WEBHOOKS'],
  ];
  for (const [env, name] of cases) assert.deepEqual(advisedAgainst(env), [name], JSON.stringify(env));
  const open = { HOST: '::', PUBLIC_URL: 'http://localhost', WATTLET_OPEN_DATA: '1', CALLS_PER_MINUTE: '0' };
  assert.deepEqual(advisedAgainst(open), ['WATTLET_OPEN_DATA', 'CALLS_PER_MINUTE']);
});
