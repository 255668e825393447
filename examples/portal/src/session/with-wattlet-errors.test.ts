import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { WattletError } from '@wattlet/sdk/errors';
import { AccountService } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { withWattletErrors } from './with-wattlet-errors.ts';

/** What a call rejects with where the server answers so. */
async function failureOf(fetch: typeof globalThis.fetch): Promise<unknown> {
  const transport = createConnectTransport({ baseUrl: 'https://energy.example', fetch });
  return createClient(AccountService, withWattletErrors(transport))
    .getSession({})
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}

test('a server that is away cannot be reached: nothing else is said to have gone wrong', async () => {
  const error = await failureOf(() => Promise.reject(new TypeError('Failed to fetch')));
  assert.ok(error instanceof WattletError);
  assert.deepEqual([error.code, error.retryable], ['unavailable', true]);
});

test('why the server has refused is known by its code', async () => {
  const body = JSON.stringify({ code: 'unauthenticated', message: 'sign in to do this' });
  const headers = { 'content-type': 'application/json', 'x-request-id': 'r-1' };
  const error = await failureOf(async () => new Response(body, { status: 401, headers }));
  assert.ok(error instanceof WattletError);
  assert.deepEqual([error.code, error.requestId], ['unauthenticated', 'r-1']);
});
