import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openAttempt, sealAttempt } from './sign-in-attempt.ts';
import { SignInError } from './sign-in-error.ts';

const KEY = randomBytes(32);
const NOW = new Date('2026-03-01T12:00:00Z');
const ATTEMPT = {
  provider: 'google',
  state: 'the-state',
  nonce: 'the-nonce',
  codeVerifier: 'the-verifier',
  returnTo: '/a',
};
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const isExpired = (error: unknown) => error instanceof SignInError && error.code === 'sign_in_expired';

test('an attempt comes back as it was, within ten minutes', async () => {
  const sealed = await sealAttempt(KEY, ATTEMPT, NOW);
  assert.deepEqual(await openAttempt(KEY, sealed, later(599)), ATTEMPT);
  await assert.rejects(openAttempt(KEY, sealed, later(600)), isExpired);
});

test('what is sealed cannot be read', async () => {
  const sealed = await sealAttempt(KEY, ATTEMPT, NOW);
  const seen = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  for (const value of Object.values(ATTEMPT).filter((value) => value !== '/a'))
    assert.equal(seen.join().includes(value), false);
});

test('no cookie, one of another server and one that was changed begin nothing', async () => {
  const sealed = await sealAttempt(KEY, ATTEMPT, NOW);
  const parts = sealed.split('.');
  const text = parts[3] ?? '';
  parts[3] = (text[0] === 'A' ? 'B' : 'A') + text.slice(1);
  const plain = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  for (const wrong of [
    undefined,
    '',
    'x',
    parts.join('.'),
    `${plain}.${Buffer.from(JSON.stringify(ATTEMPT)).toString('base64url')}.`,
  ]) {
    await assert.rejects(openAttempt(KEY, wrong, NOW), isExpired);
  }
  await assert.rejects(openAttempt(randomBytes(32), sealed, NOW), isExpired);
});
