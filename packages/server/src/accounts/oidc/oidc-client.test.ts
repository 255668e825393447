import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OidcClient } from './oidc-client.ts';
import { SignInError } from './sign-in-error.ts';
import { startTestProvider } from './testing/test-provider.ts';

const isUnavailable = (error: unknown) =>
  error instanceof SignInError && error.code === 'provider_unavailable';

test('a provider that is down is asked again by the next who wants to sign in', async () => {
  await using provider = await startTestProvider(() => 'http://127.0.0.1:1/auth/test/callback');
  const settings = { ...provider.settings, issuer: new URL('http://127.0.0.1:1') };
  const client = new OidcClient(settings);
  await assert.rejects(client.start('http://127.0.0.1:1/x'), isUnavailable);
  await assert.rejects(client.start('http://127.0.0.1:1/x'), isUnavailable);
  const up = new OidcClient(provider.settings);
  assert.ok(await up.start('http://127.0.0.1:1/x'));
  await provider.close();
  const { url, ...attempt } = await up.start('http://127.0.0.1:1/x');
  assert.equal(url.origin, provider.issuer);
  const answer = new URL(
    `http://127.0.0.1:1/x?code=c&state=${attempt.state}&iss=${encodeURIComponent(provider.issuer)}`,
  );
  await assert.rejects(up.finish(answer, { ...attempt, provider: 'test', returnTo: '/' }), isUnavailable);
});

test('every sign-in has a state, a nonce and a challenge of its own', async () => {
  await using provider = await startTestProvider(() => 'http://127.0.0.1:1/auth/test/callback');
  const client = new OidcClient(provider.settings);
  const starts = await Promise.all(Array.from({ length: 10 }, () => client.start('http://127.0.0.1:1/x')));
  for (const pick of [
    ...(['state', 'nonce', 'codeVerifier'] as const).map(
      (name) => (start: (typeof starts)[number]) => start[name],
    ),
    (start: (typeof starts)[number]) => start.url.searchParams.get('code_challenge'),
  ]) {
    assert.equal(new Set(starts.map(pick)).size, starts.length);
  }
  assert.equal(
    starts.some(({ url, codeVerifier }) => url.href.includes(codeVerifier)),
    false,
  );
});
