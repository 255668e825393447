import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { createClient } from '@wattlet/sdk';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { sample } from '../streams/testing/samples.ts';
import { type AccessServer, type Headers, startAccessServer } from '../testing/access-server.ts';

const range = {
  from: timestampFromDate(new Date('2022-01-01T00:00:00Z')),
  to: timestampFromDate(new Date('2022-01-02T00:00:00Z')),
};

suite('a stream ends when whoever opened it could not open it any more', () => {
  let server: AccessServer;
  before(async () => {
    server = await startAccessServer({}, { streamCheckMs: 20 });
  });
  after(() => server[Symbol.asyncDispose]());

  const load = (file: string) => server.home.importFile(file, sample(`load/${file}`));

  /** Opens a stream of a country, runs the work once it is open, and reads to the end. */
  async function watch(headers: Headers, work: () => Promise<unknown>): Promise<void> {
    const topic = { selector: { stream: Stream.LOAD, area: 'AT' }, range };
    const topics = [{ id: 1, subject: { case: 'series' as const, value: topic } }];
    for await (const { event } of server.client(LiveService, headers).watch({ topics })) {
      assert.equal(event.case, 'ready');
      await work();
    }
  }

  test('a session that is ended elsewhere', async () => {
    const { signedIn, sessionId } = await server.person();
    const end = () => server.sql`delete from session where session_id = ${sessionId}`;
    await refusesWith(watch(signedIn, end), 'Unauthenticated', 'SESSION_ENDED');
  });

  test('an access token that is revoked', async () => {
    const { id, headers } = await server.accessToken(await server.person());
    const revoke = () => server.sql`delete from access_token where access_token_id = ${id}`;
    await refusesWith(watch(headers, revoke), 'Unauthenticated', 'ACCESS_TOKEN_ENDED');
  });

  test('an account that is deleted', async () => {
    const { signedIn, accountId } = await server.person();
    const remove = () => server.sql`delete from account where account_id = ${accountId}`;
    await refusesWith(watch(signedIn, remove), 'Unauthenticated', 'SESSION_ENDED');
  });

  test('a subscription that runs out', async () => {
    const { signedIn, accountId } = await server.person();
    await server.sql`
      update subscription_entry set ends_at = now() + interval '1 second' where account_id = ${accountId}`;
    await refusesWith(
      watch(signedIn, () => Promise.resolve()),
      'FailedPrecondition',
      'SUBSCRIPTION_ENDED',
    );
  });

  test('a site that is suspended', async () => {
    const site = await server.site();
    const suspend = () => server.sql`update site set plan = 'suspended' where site_id = ${site.site_id}`;
    await refusesWith(watch(site.key, suspend), 'Unauthenticated', 'SITE_SUSPENDED');
  });

  test('what does not rest on it goes on: the preview, for a subscriber whose session ends', async () => {
    const { signedIn, sessionId } = await server.person();
    const topic = { selector: { stream: Stream.LOAD, area: 'GR' }, range };
    const topics = [{ id: 1, subject: { case: 'series' as const, value: topic } }];
    await server.sql`update subscription_entry set ends_at = now() - interval '1 day'`;
    const told: (string | undefined)[] = [];
    for await (const { event } of server.client(LiveService, signedIn).watch({ topics })) {
      told.push(event.case);
      if (event.case === 'series') break;
      if (event.case !== 'ready') continue;
      await server.sql`delete from session where session_id = ${sessionId}`;
      await load('2022_01_01_21_ActualTotalLoad6.1.A.csv');
    }
    assert.deepEqual(told, ['ready', 'series']);
  });

  test('a client with getToken goes on by itself with the next token, and misses nothing', async () => {
    const person = await server.person();
    const [old, next] = [await server.accessToken(person), await server.accessToken(person)];
    const textOf = ({ headers }: typeof old) => headers['authorization']?.replace('Bearer ', '');
    const renewing = Promise.withResolvers<void>();
    const renewed = Promise.withResolvers<string | undefined>();
    let current = textOf(old);
    const client = createClient({
      baseUrl: server.url,
      getToken: async ({ renew }) => {
        if (!renew) return current;
        renewing.resolve();
        current = await renewed.promise;
        return current;
      },
    });
    const live = Promise.withResolvers<void>();
    client.live.onStatus(({ state }) => {
      if (state === 'live') live.resolve();
    });
    const events = client.series.watch({ stream: 'load', area: 'AT', from: '2022-01-01', to: '2022-01-03' });
    const first = await events.next();
    assert.equal(first.value?.type, 'snapshot');
    await live.promise;
    await server.sql`delete from access_token where access_token_id = ${old.id}`;
    await renewing.promise;
    // While nothing is connected.
    await load('2022_01_02_00_ActualTotalLoad6.1.A.csv');
    renewed.resolve(textOf(next));
    const second = await events.next();
    const end = (event: typeof second) => event.value?.series[0]?.endTime ?? 0;
    assert.equal(second.value?.type, 'patch');
    assert.ok(end(second) > end(first));
    client.close();
  });
});
