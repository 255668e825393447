import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createClient, type WattletClient, WattletError } from '@wattlet/sdk';
import { makeFiringAlert } from '../alerts/testing/make-firing-alert.ts';
import { fileOf } from '../streams/testing/export-text.ts';
import { sample } from '../streams/testing/samples.ts';
import {
  type AccessServer,
  LOAD_SAMPLE,
  startAccessServer,
  type TestPerson,
} from '../testing/access-server.ts';

const NEXT_SAMPLE = 'load/2022_01_01_21_ActualTotalLoad6.1.A.csv';

let server: AccessServer;
const clients: WattletClient[] = [];
before(async () => {
  server = await startAccessServer({}, { roles: ['importer:load'] });
});
after(async () => {
  for (const client of clients) client.close();
  await server[Symbol.asyncDispose]();
});

/** A client of a page in which somebody is signed in. */
function clientOf({ signedIn }: TestPerson): WattletClient {
  const client = createClient({
    baseUrl: server.url,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      for (const [name, value] of Object.entries(signedIn)) headers.set(name, value);
      return fetch(input, { ...init, headers });
    },
  });
  clients.push(client);
  return client;
}

const importSample = (path: string) => server.home.importFile(path.slice('load/'.length), sample(path));

test('news are told once for each import, and live when the next one comes', async () => {
  const { news } = clientOf(await server.person());
  const pages = news.watch({ stream: 'load' });
  const first = (await pages.next()).value;
  assert.ok(first);
  const [item] = first.items;
  assert.deepEqual([item?.stream, item?.revision, first.items.length], ['load', 1, 1]);
  assert.ok(item?.added && item.added.count > 0);
  assert.equal(item.added.areas[0]?.until, Date.UTC(2022, 0, 1, 20));
  const next = pages.next();
  await importSample(NEXT_SAMPLE);
  const second = (await next).value;
  assert.deepEqual(
    second?.items.map(({ revision }) => revision),
    [2, 1],
  );
  assert.deepEqual(second.streams, [{ stream: 'load', cursor: second.streams[0]?.cursor }]);
  await pages.return();
});

test('whoever may not read the series is not told their news', async () => {
  const client = createClient({ baseUrl: server.url });
  clients.push(client);
  await assert.rejects(
    client.news.list(),
    (error) => error instanceof WattletError && error.code === 'unauthenticated',
  );
  await assert.rejects(
    client.news.watch().next(),
    (error) => error instanceof WattletError && error.code === 'unauthenticated',
  );
});

test('who waits for the first news is told that the server cannot be reached', async () => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
  clients.push(client);
  await assert.rejects(
    client.news.watch().next(),
    (error) => error instanceof WattletError && error.code === 'unavailable' && error.retryable,
  );
});

test('an administrator makes a user, links them to a new password, keeps them out and deletes them', async () => {
  const { users, audit } = clientOf(await server.person('administrator'));
  const email = `${randomUUID()}@example.gr`;
  const made = await users.create({ email, displayName: 'Eleni', role: 'customer' });
  assert.deepEqual(
    [made.email, made.role, made.hasPassword, made.disabledAt],
    [email, 'customer', false, undefined],
  );
  const { user, subscription } = await users.get(made.id);
  assert.deepEqual([user, subscription?.trial], [made, true]);
  const link = await users.createPasswordLink(made.id);
  assert.ok(link.token.length >= 40 && link.expiresAt > new Date());
  const { daysLeft = 0 } = subscription ?? {};
  const granted = await users.grantMonths(made.id, { months: 1, requestId: randomUUID() });
  assert.ok(granted.daysLeft > daysLeft && !granted.trial);
  const changed = await users.update(made.id, { displayName: 'Maria', role: 'agent', disabled: true });
  assert.deepEqual(
    [changed.displayName, changed.role, changed.disabledAt instanceof Date],
    ['Maria', 'agent', true],
  );
  const found = await users.list({ search: email, role: 'agent' });
  assert.deepEqual(found.users, [changed]);
  await users.delete(made.id);
  assert.deepEqual((await users.list({ search: email })).users, []);
  const { entries } = await audit.list({ targetId: made.id });
  assert.deepEqual(
    entries.map(({ action }) => action),
    [
      ...['user.deleted', 'user.disabled', 'user.updated', 'user.role-changed'],
      ...['subscription.granted', 'password.link-created', 'user.created'],
    ],
  );
  assert.deepEqual(entries[0]?.target, { kind: 'gone', id: made.id });
  assert.equal(entries[0]?.actor.name, 'Some administrator');
});

test('an operator makes a site, changes it and rotates its secret', async () => {
  const { sites } = clientOf(await server.person('operator'));
  const { site, secret } = await sites.create({
    name: 'Utility',
    allowedOrigins: ['https://portal.example'],
  });
  assert.match(secret, /^sk_/);
  assert.match(site.publishableKey, /^pk_/);
  const changed = await sites.update(site.id, { name: 'Other', allowedOrigins: [], plan: 'suspended' });
  assert.deepEqual(changed, { ...site, name: 'Other', allowedOrigins: [], plan: 'suspended' });
  const rotated = await sites.rotateSecret(site.id);
  assert.notEqual(rotated.secret, secret);
  assert.ok(rotated.oldSecretUntil > new Date());
  const { sites: listed } = await sites.list({ pageSize: 200 });
  assert.deepEqual(
    listed.find(({ id }) => id === site.id),
    changed,
  );
});

test('an administrator of the platform sees the pipeline and decides about what is held back', async () => {
  const { operations, notifications } = clientOf(await server.person('administrator'));
  const health = await operations.health();
  assert.deepEqual(
    health.streams.map(({ stream, state }) => [stream, state]),
    [
      ['load', 'up'],
      ['generation', 'up'],
      ['flows', 'up'],
    ],
  );
  const importer = health.roles.find(({ role }) => role === 'importer:load');
  assert.match(importer?.process ?? '', new RegExp(`/${process.pid}$`));
  assert.equal(importer?.silentSince, undefined);
  const lines = sample(LOAD_SAMPLE).toString().trimEnd().split('\n');
  await server.home.importFile(
    '2022_01_02_00_ActualTotalLoad6.1.A.csv',
    fileOf(...lines.filter((_, at) => at === 0 || at % 2 === 0)),
  );
  const { imports } = await operations.imports({ stream: 'load', awaitingReview: true });
  const [held] = imports;
  assert.deepEqual([imports.length, held?.status, held?.review], [1, 'quarantined', 'awaited']);
  const told = await notifications.list();
  assert.deepEqual(
    told.notifications.map((notification) => notification.kind === 'pipeline' && notification.quarantined),
    [1],
  );
  await operations.reject('load', held?.id ?? 0, { note: 'Half a file' });
  const [newest] = (await operations.imports({ stream: 'load', statuses: ['quarantined'] })).imports;
  assert.deepEqual([newest?.review, newest?.reviewNote], ['rejected', 'Half a file']);
  assert.equal((await notifications.list()).unseen, 0);
  assert.deepEqual((await operations.deadLetters({ stream: 'load' })).deadLetters, []);
  assert.deepEqual((await operations.deadLetters()).deadLetters, []);
  await operations.ingest('flows');
});

test('the bell of a customer tells of their alerts until they were seen', async () => {
  const site = await server.site();
  const owner = await server.person('customer', site.site_id);
  const alertId = await makeFiringAlert(server.sql, owner);
  const { notifications } = clientOf(owner);
  const { notifications: told, unseen } = await notifications.list();
  const [alert] = told;
  assert.ok(alert?.kind === 'alert');
  assert.deepEqual(
    [alert.alertId, alert.meterName, alert.rule, alert.wattHours, alert.limitWattHours, alert.seen, unseen],
    [alertId, 'Kitchen', 'hourly-limit', 2500, 2000, false, 1],
  );
  await notifications.markSeen(alert.at);
  assert.equal((await notifications.list()).unseen, 0);
});
