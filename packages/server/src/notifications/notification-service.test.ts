import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { makeFiringAlert } from '../alerts/testing/make-firing-alert.ts';
import { makeChatVictim } from '../chat/testing/chat-victim.ts';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { type Notification, NotificationService } from '../gen/wattlet/v1/notification_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { fileOf } from '../streams/testing/export-text.ts';
import { sample } from '../streams/testing/samples.ts';
import {
  type AccessServer,
  LOAD_SAMPLE,
  startAccessServer,
  type TestPerson,
} from '../testing/access-server.ts';

const DAY_MS = 86_400_000;

let server: AccessServer;
before(async () => {
  server = await startAccessServer();
});
after(() => server[Symbol.asyncDispose]());

const bell = ({ signedIn }: TestPerson) => server.client(NotificationService, signedIn);
const list = async (person: TestPerson) => (await bell(person).listNotifications({})).notifications;
const cases = (notifications: readonly Notification[]) => notifications.map(({ about }) => about.case);

/** Lets a subscription end so many days from now. */
async function endIn(person: TestPerson, days: number): Promise<void> {
  await server.sql`
    update subscription_entry set ends_at = ${new Date(Date.now() + days * DAY_MS)}
    where site_id = ${person.siteId} and account_id = ${person.accountId}`;
}

test('somebody for whom all is well has nothing to know', async () => {
  assert.deepEqual(await bell(await server.person()).listNotifications({}), {
    ...{ $typeName: 'wattlet.v1.ListNotificationsResponse', notifications: [], unseen: 0 },
  });
});

test('a subscriber is told in the last week of it, and again once it has ended', async () => {
  const person = await server.person();
  await endIn(person, 8.5);
  assert.deepEqual(await list(person), []);
  await endIn(person, 2.5);
  const [ending] = await list(person);
  assert.ok(ending?.about.case === 'subscription');
  assert.equal(ending.about.value.daysLeft, 3);
  await bell(person).markNotificationsSeen(ending.at ? { until: ending.at } : {});
  assert.deepEqual(
    (await list(person)).map(({ seen }) => seen),
    [true],
  );
  await endIn(person, -0.000_001);
  const [ended] = await list(person);
  assert.ok(ended?.about.case === 'subscription');
  assert.deepEqual([ended.about.value.daysLeft, ended.seen], [0, false]);
  assert.notEqual(ended.id, ending.id);
});

test('who works for the platform needs no subscription', async () => {
  const agent = await server.person('agent');
  await endIn(agent, -1);
  assert.deepEqual(await list(agent), []);
});

test('an alert is told to its owner and those who work for the site until somebody acknowledges it', async () => {
  const site = await server.site();
  const owner = await server.person('customer', site.site_id);
  const neighbour = await server.person('customer', site.site_id);
  const agent = await server.person('agent', site.site_id);
  const stranger = await server.person('agent', (await server.site()).site_id);
  const alertId = await makeFiringAlert(server.sql, owner);
  for (const person of [owner, agent]) {
    const [notice] = await list(person);
    assert.ok(notice?.about.case === 'alert');
    assert.deepEqual([notice.about.value.alertId, notice.about.value.meterName], [alertId, 'Kitchen']);
  }
  for (const person of [neighbour, stranger]) assert.deepEqual(await list(person), []);
  await server.client(AlertService, owner.signedIn).acknowledgeAlert({ alertId });
  for (const person of [owner, agent]) assert.deepEqual(await list(person), []);
});

test('a message is told to agents until they have read it, and an answer to the customer', async () => {
  const site = await server.site();
  const customer = await server.person('customer', site.site_id);
  const agent = await server.person('agent', site.site_id);
  const { conversationId } = await makeChatVictim(server.sql, customer);
  assert.deepEqual(await list(customer), []);
  const [waiting] = await list(agent);
  assert.ok(waiting?.about.case === 'chat');
  assert.deepEqual(
    [waiting.about.value.conversationId, waiting.about.value.writerName, waiting.about.value.unread],
    [conversationId, 'Some customer', 1],
  );
  const chat = server.client(ChatService, agent.signedIn);
  await chat.markRead({ conversationId, deliveredNumber: 1n, readNumber: 1n });
  assert.deepEqual(await list(agent), []);
  await chat.sendMessage({ conversationId, clientId: crypto.randomUUID(), text: 'We are on it.' });
  assert.deepEqual(cases(await list(customer)), ['chat']);
  const asCustomer = server.client(ChatService, customer.signedIn);
  await asCustomer.markRead({ conversationId, deliveredNumber: 2n, readNumber: 2n });
  assert.deepEqual(await list(customer), []);
});

test('what of a stream waits is told to those who run the platform, and goes when it is decided', async () => {
  const file = LOAD_SAMPLE.slice('load/'.length);
  const lines = sample(LOAD_SAMPLE).toString().trimEnd().split('\n');
  await server.home.importFile(file, fileOf(...lines.filter((_, at) => at === 0 || at % 2 === 0)));
  const administrator = await server.person('administrator');
  const [notice] = await list(administrator);
  assert.ok(notice?.about.case === 'pipeline');
  const { stream, quarantined, deadLetters } = notice.about.value;
  assert.deepEqual([stream, quarantined, deadLetters], [Stream.LOAD, 1, 0]);
  for (const role of ['customer', 'agent'] as const) {
    assert.deepEqual(await list(await server.person(role)), []);
  }
  const elsewhere = await server.person('administrator', (await server.site()).site_id);
  assert.deepEqual(await list(elsewhere), []);

  const operations = server.client(OperationsService, administrator.signedIn);
  const { imports } = await operations.listImports({ stream: Stream.LOAD, awaitingReview: true });
  await operations.rejectImport({ stream: Stream.LOAD, importId: imports[0]?.id ?? 0n });
  assert.deepEqual(await list(administrator), []);
});

test('what was seen stays seen, and a time that is to come counts as now', async () => {
  const site = await server.site();
  const owner = await server.person('customer', site.site_id);
  await makeFiringAlert(server.sql, owner);
  const client = bell(owner);
  const [first] = await list(owner);
  assert.ok(first?.at);
  await client.markNotificationsSeen({ until: timestampFromDate(new Date(Date.now() + DAY_MS)) });
  await client.markNotificationsSeen({ until: timestampFromDate(new Date(0)) });
  assert.equal((await client.listNotifications({})).unseen, 0);
  await makeFiringAlert(server.sql, owner);
  const after = await client.listNotifications({});
  assert.deepEqual([after.unseen, after.notifications.map(({ seen }) => seen)], [1, [false, true]]);
});
