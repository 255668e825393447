import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { after, before, beforeEach, test } from 'node:test';
import { PLATFORM_SITE_ID } from '../../accounts/platform-site.ts';
import { masterSecret } from '../../embedding/master-secret.ts';
import { insertSite } from '../../embedding/site-store.ts';
import { type MeterFixture, openMeterFixture, reading } from '../../meters/testing/meter-fixture.ts';
import { guardedFetch } from '../../platform/guarded-fetch.ts';
import { listeningPort } from '../../platform/sources/listening-port.ts';
import { TEST_AUTHORITY_FILE, TEST_SERVER_TLS } from '../../platform/sources/test-certificates.ts';
import { eventually } from '../../platform/testing/eventually.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { evaluateMeters } from '../evaluate-meters.ts';
import { DeliveriesUnderWay } from './deliveries-under-way.ts';
import { beginDue, runWebhookDeliverer, type WebhookDelivererOptions } from './webhook-deliverer.ts';
import { shownKey, webhookKey } from './webhook-signature.ts';
import { findWebhook, putWebhook } from './webhook-store.ts';

const secret = masterSecret('a master secret of tests that is long enough');
const ca = readFileSync(TEST_AUTHORITY_FILE);
const START = Date.UTC(2026, 0, 14, 10, 30);

/** What the site's server was sent. */
interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let fixture: MeterFixture;
let url: string;
let received: Received[] = [];
let answer: (response: ServerResponse) => void;
const server = createServer(TEST_SERVER_TLS, async (request, response) => {
  const parts: Buffer[] = await request.toArray();
  received.push({ headers: request.headers, body: String(Buffer.concat(parts)) });
  answer(response);
});

before(async () => {
  fixture = await openMeterFixture();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `https://127.0.0.1:${listeningPort(server)}/hook`;
});

after(async () => {
  server.closeAllConnections();
  server.close();
  await fixture[Symbol.asyncDispose]();
});

beforeEach(async () => {
  fixture.now = new Date(START);
  received = [];
  answer = (response) => response.writeHead(204).end();
  await fixture.sql`delete from webhook`;
});

function options(more: Partial<WebhookDelivererOptions> = {}): WebhookDelivererOptions {
  return {
    sql: fixture.sql,
    bus: fixture.platform.bus,
    log: silentLog,
    secret,
    fetch: (target, request) => guardedFetch(target, { ...request, ca, allowPrivate: true }),
    now: () => fixture.now,
    random: () => 0,
    ...more,
  };
}

const never = new AbortController().signal;

/** Tries what is due, and returns how many that was once all have ended. */
async function deliver(more: Partial<WebhookDelivererOptions> = {}, signal = never): Promise<number> {
  const underWay = new DeliveriesUnderWay();
  const begun = await beginDue(options(more), underWay, signal);
  await underWay.settled();
  return begun;
}

/** Has a site told, and gives it an alert that fires. */
async function fireAt(siteId: string, secretId = randomUUID()): Promise<string> {
  await putWebhook(fixture.sql, { siteId, url, secretId });
  const meterId = await fixture.makeMeter({ siteId, hourlyLimit: 1_000 });
  await fixture.openIntake().take([reading(meterId, new Date(START - 15 * 60_000), 1_400)]);
  const { bus } = fixture.platform;
  await evaluateMeters(
    { sql: fixture.sql, bus, log: silentLog },
    { meters: [{ siteId, meterId }], amended: [] },
    fixture.now,
  );
  return secretId;
}

const waitingOf = async (siteId: string) => {
  const webhook = await findWebhook(fixture.sql, siteId);
  return [webhook?.waiting, webhook?.parked];
};

test('a site is told once of an alert that fires, with a signature over id, time and body', async () => {
  const secretId = await fireAt(PLATFORM_SITE_ID);
  assert.equal(await deliver(), 1);
  assert.equal(await deliver(), 0);
  assert.deepEqual(await waitingOf(PLATFORM_SITE_ID), [0n, 0n]);
  const [one] = received;
  assert.equal(received.length, 1);
  assert.ok(one);
  const { headers, body } = one;
  const event: { type: string; data: Record<string, unknown> } = JSON.parse(body);
  assert.equal(event.type, 'alert.firing');
  assert.equal(event.data['watt_hours'], 1_400);
  assert.equal(event.data['limit_watt_hours'], 1_000);
  assert.equal(headers['webhook-id'], `${event.data['alert_id']}.firing`);
  assert.equal(headers['webhook-timestamp'], String(START / 1000));
  // As a receiver checks it, from the secret that it was shown.
  const shown = shownKey(webhookKey(secret, PLATFORM_SITE_ID, secretId)).replace('whsec_', '');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signature = createHmac('sha256', Buffer.from(shown, 'base64')).update(signed).digest('base64');
  assert.equal(headers['webhook-signature'], `v1,${signature}`);
});

test('a site without a webhook is told nothing', async () => {
  const site = await insertSite(fixture.sql, { name: 'Silent', allowedOrigins: [] });
  await fireAt(site.site_id);
  await fixture.sql`delete from webhook where site_id = ${site.site_id}`;
  assert.equal(await deliver(), 0);
});

const FAILURES: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['fails', (response) => response.writeHead(500).end()],
  ['redirects', (response) => response.writeHead(302, { location: 'https://127.0.0.1/elsewhere' }).end()],
  ['hangs up', (response) => response.destroy()],
  ['answers too much', (response) => response.writeHead(200).end(Buffer.alloc(70_000))],
];

for (const [name, failure] of FAILURES) {
  test(`a server that ${name} is tried again with growing pauses, under the same id, until it takes it`, async () => {
    await fireAt(PLATFORM_SITE_ID);
    answer = failure;
    const pauses: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      assert.equal(await deliver(), 1);
      assert.equal(await deliver(), 0);
      const [row] = await fixture.sql<[{ next_at: Date }]>`select next_at from webhook_delivery`;
      pauses.push((row.next_at.getTime() - fixture.now.getTime()) / 1000);
      fixture.now = row.next_at;
    }
    assert.deepEqual(pauses, [5, 10, 20]);
    answer = (response) => response.writeHead(200).end();
    assert.equal(await deliver(), 1);
    assert.deepEqual(await waitingOf(PLATFORM_SITE_ID), [0n, 0n]);
    assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.equal(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size, 4);
  });
}

test('a server that does not answer in time counts as failed', async () => {
  await fireAt(PLATFORM_SITE_ID);
  answer = () => undefined;
  await deliver({
    fetch: (target, request) => guardedFetch(target, { ...request, ca, allowPrivate: true, timeoutMs: 100 }),
  });
  assert.deepEqual(await waitingOf(PLATFORM_SITE_ID), [1n, 0n]);
  const [row] = await fixture.sql<[{ last_error: string }]>`select last_error from webhook_delivery`;
  assert.match(row.last_error, /did not answer within 100 ms/);
});

test('after 24 hours of failures a delivery is parked, and not tried any more', async () => {
  await fireAt(PLATFORM_SITE_ID);
  answer = (response) => response.writeHead(503).end();
  fixture.now = new Date(START + 23.5 * 3_600_000);
  await fixture.sql`update webhook_delivery set attempts = 20, next_at = ${fixture.now}`;
  assert.equal(await deliver(), 1);
  assert.deepEqual(await waitingOf(PLATFORM_SITE_ID), [0n, 1n]);
  fixture.now = new Date(START + 48 * 3_600_000);
  assert.equal(await deliver(), 0);
});

test('two processes share the deliveries, and one whose process is gone is tried by the other after its lease', async () => {
  await fireAt(PLATFORM_SITE_ID);
  const counts = await Promise.all([deliver(), deliver()]);
  assert.equal(counts[0] + counts[1], 1);
  await fireAt(PLATFORM_SITE_ID);
  const gone = new AbortController();
  answer = () => gone.abort(new Error('the process is gone'));
  assert.equal(await deliver({}, gone.signal), 1);
  assert.equal(await deliver(), 0);
  fixture.now = new Date(START + 60_000);
  answer = (response) => response.writeHead(200).end();
  assert.equal(await deliver(), 1);
});

test('addresses of our own network are not reached unless that is allowed', async () => {
  await fireAt(PLATFORM_SITE_ID);
  await deliver({ fetch: (target, request) => guardedFetch(target, { ...request, ca }) });
  assert.equal(received.length, 0);
  const [row] = await fixture.sql<[{ last_error: string }]>`select last_error from webhook_delivery`;
  assert.match(row.last_error, /not on the public internet/);
});

test('a site whose server is silent holds up no other, and has no more than two deliveries under way', async () => {
  const silent = await insertSite(fixture.sql, { name: 'Silent', allowedOrigins: [] });
  for (let alerts = 0; alerts < 4; alerts += 1) await fireAt(silent.site_id);
  const open: ServerResponse[] = [];
  answer = (response) => void open.push(response);
  const stop = new AbortController();
  const ended = runWebhookDeliverer(options({ pollMs: 20 }), stop.signal);
  try {
    await eventually(() => open.length === 2 || undefined);
    answer = (response) => response.writeHead(204).end();
    for (let alerts = 0; alerts < 4; alerts += 1) await fireAt(PLATFORM_SITE_ID);
    await eventually(async () => (await waitingOf(PLATFORM_SITE_ID))[0] === 0n || undefined);
    assert.deepEqual([open.length, received.length], [2, 6]);
    for (const response of open) response.writeHead(204).end();
    await eventually(async () => (await waitingOf(silent.site_id))[0] === 0n || undefined);
  } finally {
    stop.abort();
    await ended;
  }
});
