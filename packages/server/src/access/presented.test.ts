import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { presentedBy } from './presented.ts';

const app = Fastify();
app.get('/', (request) => presentedBy(request, publicOrigin).credentials);
let publicOrigin: string | undefined;

async function cookieOf(cookie: string, origin?: string): Promise<unknown> {
  publicOrigin = origin;
  return (await app.inject({ url: '/', headers: { cookie } })).json().cookie;
}

test('by https only the cookie that is bound to the host counts, which no sibling host can plant', async () => {
  const https = 'https://energy.example';
  assert.equal(await cookieOf('wattlet_session=planted', https), undefined);
  assert.equal(await cookieOf('wattlet_session=planted; __Host-wattlet_session=own', https), 'own');
});

test('by plain HTTP the cookie without prefix counts', async () => {
  assert.equal(await cookieOf('wattlet_session=own'), 'own');
  assert.equal(await cookieOf('__Host-wattlet_session=other'), undefined);
});
