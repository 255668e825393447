import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { ProfileBucket, SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { type AccessServer, bearer, type Headers, startAccessServer } from '../testing/access-server.ts';

/** The newest value of the sample ends at 20:00. */
const day = (from: string, to = '2022-01-02T00:00:00Z') => ({
  from: timestampFromDate(new Date(from)),
  to: timestampFromDate(new Date(to)),
});
const PREVIEW = { selector: { stream: Stream.LOAD, area: 'GR' }, range: day('2022-01-01T00:00:00Z') };
const EARLIER = { ...PREVIEW, range: day('2021-12-31T12:00:00Z') };
const ABROAD = { ...PREVIEW, selector: { stream: Stream.LOAD, area: 'AT' } };
const CSV = '/v1/series/load.csv?from=2022-01-01&to=2022-01-02&area=';

suite('series that are not open', () => {
  let server: AccessServer;
  before(async () => {
    server = await startAccessServer();
  });
  after(() => server[Symbol.asyncDispose]());

  const series = (headers?: Headers) => server.client(SeriesService, headers);
  const csv = (area: string, headers: Headers = {}) => fetch(server.url + CSV + area, { headers });
  const firstFrame = async (topic: typeof PREVIEW, headers?: Headers) => {
    const stop = new AbortController();
    const topics = [{ id: 1, subject: { case: 'series' as const, value: topic } }];
    const frames = server.client(LiveService, headers).watch({ topics }, { signal: stop.signal });
    for await (const { event } of frames) {
      stop.abort();
      return event.case;
    }
    return undefined;
  };
  const everyWay = (headers?: Headers) => [
    () => series(headers).getSeries(ABROAD),
    () => series(headers).getSeries(EARLIER),
    () => series(headers).getProfile({ ...ABROAD, bucket: ProfileBucket.HOUR_OF_DAY, timeZone: 'UTC' }),
    () => series(headers).getSnapshot({ stream: Stream.LOAD }),
    () => firstFrame(ABROAD, headers),
  ];

  async function endedSubscriber() {
    const person = await server.person();
    await server.sql`
      update subscription_entry set ends_at = now() - interval '1 day' where account_id = ${person.accountId}`;
    return person;
  }

  test('everybody sees the areas, and the last 24 hours of one country, in every way', async () => {
    assert.ok((await series().listAreas({ stream: Stream.LOAD })).areas.length > 1);
    assert.equal((await series().getSeries(PREVIEW)).series.length, 1);
    assert.equal(
      (await series().getSeries({ ...PREVIEW, selector: { ...PREVIEW.selector, area: '10YGR-HTSO-----Y' } }))
        .series.length,
      1,
    );
    assert.equal(await firstFrame(PREVIEW), 'ready');
    const table = await csv('GR');
    assert.deepEqual([table.status, table.headers.get('cache-control')], [200, 'public, max-age=10']);
    assert.match(table.headers.get('vary') ?? '', /Authorization, Cookie, X-Wattlet-Key/);
  });

  test('somebody unknown is asked to sign in for more, in every way', async () => {
    for (const call of everyWay()) await refusesWith(call, 'Unauthenticated', 'SIGN_IN_NEEDED');
    const refused = await csv('AT');
    assert.deepEqual(
      [refused.status, refused.headers.get('www-authenticate')],
      [401, 'Bearer realm="wattlet"'],
    );
  });

  test('a subscriber reads everything, and no shared cache keeps it', async () => {
    const { signedIn } = await server.person();
    for (const call of everyWay(signedIn)) await call();
    const table = await csv('AT', signedIn);
    assert.deepEqual([table.status, table.headers.get('cache-control')], [200, 'private, max-age=10']);
    const url = new URL('/wattlet.v1.SeriesService/GetSnapshot', server.url);
    url.search = String(
      new URLSearchParams({ encoding: 'json', connect: 'v1', message: '{"stream":"STREAM_LOAD"}' }),
    );
    const got = await fetch(url, { headers: signedIn });
    assert.deepEqual([got.status, got.headers.get('cache-control')], [200, 'private, max-age=10']);
    assert.match(got.headers.get('vary') ?? '', /Authorization, Cookie, X-Wattlet-Key/);
  });

  test('whoever let the subscription end keeps the preview, and is told why there is no more', async () => {
    const { signedIn } = await endedSubscriber();
    assert.equal((await series(signedIn).getSeries(PREVIEW)).series.length, 1);
    for (const call of everyWay(signedIn))
      await refusesWith(call, 'FailedPrecondition', 'SUBSCRIPTION_ENDED');
    const refused = await csv('AT', signedIn);
    assert.equal(refused.status, 412);
    assert.match(await refused.text(), /"reason":"SUBSCRIPTION_ENDED"/);
  });

  test('an extended subscription counts at once', async () => {
    const person = await endedSubscriber();
    await refusesWith(series(person.signedIn).getSeries(ABROAD), 'FailedPrecondition', 'SUBSCRIPTION_ENDED');
    await server.sql`update subscription_entry set ends_at = now() + interval '1 day' where account_id = ${person.accountId}`;
    assert.equal((await series(person.signedIn).getSeries(ABROAD)).series.length, 1);
  });

  test('who works for the platform needs no subscription', async () => {
    const agent = await server.person('agent');
    await server.sql`
      update subscription_entry set ends_at = now() - interval '1 day' where account_id = ${agent.accountId}`;
    assert.equal((await series(agent.signedIn).getSeries(ABROAD)).series.length, 1);
  });

  test("a site's key and its customers read everything while its plan runs", async () => {
    const site = await server.site(['https://portal.example']);
    const { token } = await server
      .client(SiteService, site.secret)
      .createEmbedToken({ subject: 'customer-1' });
    const origin = { origin: 'https://portal.example' };
    for (const headers of [
      site.key,
      bearer(token),
      { ...site.key, ...origin },
      { 'x-wattlet-key': site.publishable_key },
    ]) {
      for (const call of everyWay(headers)) await call();
      assert.equal((await csv('AT', headers)).status, 200);
    }
    const { signedIn } = await server.person('customer', site.site_id);
    assert.equal((await series(signedIn).getSeries(ABROAD)).series.length, 1);
    await server.sql`update site set plan = 'suspended' where site_id = ${site.site_id}`;
    for (const headers of [site.key, bearer(token)]) {
      for (const call of everyWay(headers)) await refusesWith(call, 'Unauthenticated', 'SITE_SUSPENDED');
      assert.equal((await csv('AT', headers)).status, 401);
    }
    const other = await server.person('customer', site.site_id);
    for (const call of everyWay(other.signedIn))
      await refusesWith(call, 'PermissionDenied', 'SITE_SUSPENDED');
  });

  test("a site's secret opens no series", async () => {
    const { secret } = await server.site();
    for (const call of everyWay(secret))
      await refusesWith(call, 'PermissionDenied', 'CREDENTIAL_NOT_ACCEPTED');
  });

  test('an access token reads by its scope, and by the subscription of its owner', async () => {
    const person = await server.person();
    const { headers } = await server.accessToken(person, ['read_series']);
    for (const call of everyWay(headers)) await call();
    assert.equal((await csv('AT', headers)).status, 200);
    const meters = await server.accessToken(person, ['read_meters']);
    for (const call of everyWay(meters.headers)) await refusesWith(call, 'PermissionDenied', 'SCOPE_MISSING');
    assert.equal((await csv('GR', meters.headers)).status, 403);
    const ended = await server.accessToken(await endedSubscriber());
    for (const call of everyWay(ended.headers))
      await refusesWith(call, 'FailedPrecondition', 'SUBSCRIPTION_ENDED');
  });

  test('a credential that is not accepted does not even open the preview, but a stale cookie does', async () => {
    const forged = bearer(`wt_${'x'.repeat(43)}`);
    await refusesWith(series(forged).getSeries(PREVIEW), 'Unauthenticated', 'ACCESS_TOKEN_ENDED');
    await refusesWith(series(bearer('nonsense')).getSeries(PREVIEW), 'Unauthenticated', 'UNKNOWN_CREDENTIAL');
    const stale = { cookie: `wattlet_session=${'x'.repeat(43)}` };
    assert.equal((await series(stale).getSeries(PREVIEW)).series.length, 1);
    await refusesWith(series(stale).getSeries(ABROAD), 'Unauthenticated', 'SESSION_ENDED');
  });

  test('a question that cannot be understood is answered as such, whoever asks', async () => {
    await refusesWith(
      series().getSeries({ ...PREVIEW, selector: { stream: Stream.LOAD, area: 'Atlantis' } }),
      'NotFound',
      'UNKNOWN_AREA',
    );
    assert.equal((await fetch(`${server.url}/v1/series/load.csv?area=GR`)).status, 400);
  });
});

test('open series are open to everybody, and caches may keep them', async () => {
  await using server = await startAccessServer({ WATTLET_OPEN_DATA: '1' });
  const client = server.client(SeriesService);
  assert.equal((await client.getSeries(ABROAD)).series.length, 1);
  await client.getSnapshot({ stream: Stream.LOAD });
  const table = await fetch(`${server.url}${CSV}AT`);
  assert.deepEqual([table.status, table.headers.get('cache-control')], [200, 'public, max-age=10']);
  assert.doesNotMatch(table.headers.get('vary') ?? '', /Cookie/);
});

test('another country may be the one that is shown', async () => {
  await using server = await startAccessServer({ PREVIEW_AREA: '10YAT-APG------L' });
  const client = server.client(SeriesService);
  assert.equal((await client.getSeries(ABROAD)).series.length, 1);
  await refusesWith(client.getSeries(PREVIEW), 'Unauthenticated', 'SIGN_IN_NEEDED');
  const { previewArea } = await server.client(AccountService).getSession({});
  assert.equal(previewArea, '10YAT-APG------L');
});
