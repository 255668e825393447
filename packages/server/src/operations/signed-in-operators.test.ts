import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { failure } from '../accounts/testing/failure.ts';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { type AccessServer, type Headers, startAccessServer } from '../testing/access-server.ts';

const INGEST = '/wattlet.v1.OperationsService/IngestLatest';
const JSON_BODY = { body: '{"stream":"STREAM_LOAD"}', type: 'application/json' };

let server: AccessServer;
before(async () => {
  // With a token nobody is an operator by being on this machine.
  server = await startAccessServer({ OPERATOR_TOKEN: 'a token of operators that is long enough' });
});
after(() => server[Symbol.asyncDispose]());

const requests = async () => {
  const [row] = await server.sql<{ count: number }[]>`
    select count(*)::integer as count from audit_entry where action = 'ingest.requested'`;
  return row?.count;
};

function post(headers: Headers, { body, type } = JSON_BODY) {
  return fetch(server.url + INGEST, { method: 'POST', body, headers: { ...headers, 'content-type': type } });
}

test('a page of the portal runs the pipeline by the session of an administrator of the platform', async () => {
  const { signedIn, accountId } = await server.person('administrator');
  const response = await post({ ...signedIn, origin: server.url, 'sec-fetch-site': 'same-origin' });
  assert.equal(response.status, 200);
  const [entry] = await server.sql<{ actor_id: string; detail: unknown }[]>`
    select actor_id, detail from audit_entry where action = 'ingest.requested'`;
  assert.deepEqual(entry, { actor_id: accountId, detail: { stream: 'load' } });
});

test('no page of another origin does, whatever it sends with that session', async () => {
  const { signedIn } = await server.person('administrator');
  const before = await requests();
  const pages = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const page of pages) {
    assert.equal((await post({ ...signedIn, ...page })).status, 401, JSON.stringify(page));
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json']) {
      assert.equal((await post({ ...signedIn, ...page }, { ...JSON_BODY, type })).status, 415, type);
    }
  }
  const link = `${server.url}${INGEST}?connect=v1&encoding=json&message=${encodeURIComponent(JSON_BODY.body)}`;
  assert.equal((await fetch(link, { headers: signedIn })).status, 405);
  assert.equal(await requests(), before);
});

test('an access token of that administrator does not, nor an administrator of a site', async () => {
  const person = await server.person('administrator');
  const script = server.client(OperationsService, (await server.accessToken(person)).headers);
  await failure(script.getHealth({}), Code.PermissionDenied, 'CREDENTIAL_NOT_ACCEPTED');
  const site = await server.site();
  const other = await server.person('administrator', site.site_id);
  const asOther = server.client(OperationsService, other.signedIn);
  await failure(asOther.getHealth({}), Code.PermissionDenied, 'PLATFORM_ONLY');
  await failure(asOther.ingestLatest({ stream: Stream.LOAD }), Code.PermissionDenied, 'PLATFORM_ONLY');
});

test('what cannot be taken back is for operators', async () => {
  const administrator = await server.person('administrator');
  const reset = server
    .client(OperationsService, administrator.signedIn)
    .resetStream({ stream: Stream.FLOWS, confirmation: 'flows' });
  await failure(reset, Code.PermissionDenied, 'ROLE_TOO_LOW');
  const operator = await server.person('operator');
  await server
    .client(OperationsService, operator.signedIn)
    .resetStream({ stream: Stream.FLOWS, confirmation: 'flows' });
  const [entry] = await server.sql<{ actor_id: string }[]>`
    select actor_id from audit_entry where action = 'stream.reset'`;
  assert.equal(entry?.actor_id, operator.accountId);
});

test('events of people and meters that were given up are listed and retried, and that is written down', async () => {
  const { signedIn, accountId } = await server.person('administrator');
  const operations = server.client(OperationsService, signedIn);
  await server.sql`
    insert into parked_event (topic, consumer_group, position, key, payload, error, attempts)
    values ('nobody-listens', 'nobody', 1, 'key', '{}', 'Error: it was broken', 5)`;
  const { deadLetters } = await operations.listDeadLetters({});
  assert.deepEqual(
    deadLetters.map(({ topic }) => topic),
    ['nobody-listens'],
  );
  const id = deadLetters[0]?.id ?? 0n;
  await operations.retryDeadLetter({ id });
  assert.deepEqual((await operations.listDeadLetters({})).deadLetters, []);
  const [entry] = await server.sql<{ actor_id: string; detail: unknown }[]>`
    select actor_id, detail from audit_entry where action = 'dead-letter.retried'`;
  assert.deepEqual(entry, { actor_id: accountId, detail: { stream: 'platform', id: String(id) } });
  await failure(operations.retryDeadLetter({ id }), Code.NotFound, 'UNKNOWN_DEAD_LETTER');
});
