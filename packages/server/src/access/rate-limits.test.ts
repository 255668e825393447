import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { suite, test } from 'node:test';
import { Code, ConnectError } from '@connectrpc/connect';
import { RetryInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { type AccessServer, startAccessServer } from '../testing/access-server.ts';
import type { Principal } from './principal.ts';
import { RateLimits } from './rate-limits.ts';

const SITE = '3d9e6f0c-5a0f-4e2e-9d1b-0a3f1c2b4d5e';
const KEY: Principal = { kind: 'site-key', siteId: SITE };
const NOBODY: Principal = { kind: 'anonymous' };

suite('how often one may call', () => {
  const limits = (callsPerMinute = 2) => new RateLimits({ callsPerMinute, now: () => 0 });
  const times = (count: number, call: () => void) => {
    for (let index = 0; index < count; index++) call();
  };

  test('whoever calls too often is told when to try again', () => {
    const limited = limits();
    times(2, () => limited.countPrincipal(NOBODY, '192.0.2.1'));
    assert.throws(
      () => limited.countPrincipal(NOBODY, '192.0.2.1'),
      (error) => {
        assert.ok(error instanceof ConnectError);
        assert.equal(error.code, Code.ResourceExhausted);
        assert.equal(error.findDetails(RetryInfoSchema)[0]?.retryDelay?.seconds, 30n);
        return true;
      },
    );
    limited.countPrincipal(NOBODY, '192.0.2.2');
  });

  test('a key is counted at each address by itself, and at all of them together', () => {
    const limited = limits();
    times(2, () => limited.countPrincipal(KEY, '192.0.2.1'));
    assert.throws(() => limited.countPrincipal(KEY, '192.0.2.1'), /too many calls by you/);
    const pages = Array.from({ length: 198 }, (_, index) => `198.51.${index >> 7}.${index & 127}`);
    for (const page of pages) limited.countPrincipal(KEY, page);
    assert.throws(() => limited.countPrincipal(KEY, '203.0.113.1'), /too many calls by this key/);
  });

  test('the addresses of one IPv6 subscriber count as one', () => {
    const limited = limits();
    limited.countPrincipal(NOBODY, '2001:db8:1:2::1');
    limited.countPrincipal(NOBODY, '2001:db8:1:2:ffff::2');
    assert.throws(() => limited.countPrincipal(NOBODY, '2001:db8:1:2:3::3'));
    limited.countPrincipal(NOBODY, '2001:db8:1:3::1');
  });

  test('without a limit nothing is counted', () => {
    const unlimited = limits(0);
    times(1000, () => unlimited.countAddress('192.0.2.1'));
  });
});

suite('calls over HTTP', () => {
  const open = () => startAccessServer({ CALLS_PER_MINUTE: '3' });
  const areas = (server: AccessServer, headers = {}) =>
    server.client(SeriesService, headers).listAreas({ stream: Stream.LOAD });

  test('anonymous callers of an address share a limit, persons have their own', async () => {
    await using server = await open();
    const [one, other] = [await server.person(), await server.person()];
    for (let call = 0; call < 3; call++) await areas(server);
    await assert.rejects(areas(server), { code: Code.ResourceExhausted });
    for (let call = 0; call < 3; call++) await areas(server, one.signedIn);
    await assert.rejects(areas(server, one.signedIn), { code: Code.ResourceExhausted });
    await areas(server, other.signedIn);
  });

  test('downloads count as calls, and are answered with 429 and when to try again', async () => {
    await using server = await open();
    const table = `${server.url}/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-02`;
    for (let call = 0; call < 3; call++) assert.equal((await fetch(table)).status, 200);
    const refused = await fetch(table);
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
  });

  test('whoever takes their downloads slowly leaves a place for others, and gives theirs back when they go', async () => {
    await using server = await startAccessServer({ CALLS_PER_MINUTE: '100', WATTLET_OPEN_DATA: '1' });
    await server.home.node.streams.load.database.sql`
      insert into chunk (series_id, day, resolution_minutes, kilowatts, total, present, digest, revision)
      select (select s.id from series s join area a on a.id = s.area_id where a.map_code = 'GR' and a.area_type = 'CTY'),
        date '2012-01-01' + n, 15, array_fill(1234567, array[96]), 0, 96, gen_random_uuid(), 1
      from generate_series(0, 3599) n`;
    const years = `${server.url}/v1/series/load.csv?area=GR&from=2012-01-01&to=2021-01-01`;
    const day = `${server.url}/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-02`;
    const slow: ClientRequest[] = [];
    for (let download = 0; download < 3; download++) {
      const asked = httpRequest(years).end();
      slow.push(asked);
      // Nothing is read of it.
      await once(asked, 'response');
    }
    const refused = await fetch(day);
    assert.equal(refused.status, 429);
    assert.match(await refused.text(), /TOO_MANY_DOWNLOADS/);
    const { signedIn } = await server.person();
    assert.equal((await fetch(day, { headers: signedIn })).status, 200);
    for (const asked of slow) asked.destroy();
    await eventually(async () => (await fetch(day)).ok || undefined);
  });

  test('guessing at tokens is limited by address', async () => {
    await using server = await open();
    const guess = () => areas(server, { authorization: `Bearer wt_${'x'.repeat(43)}` });
    for (let call = 0; call < 15; call++) await assert.rejects(guess(), { code: Code.Unauthenticated });
    await assert.rejects(guess(), { code: Code.ResourceExhausted });
  });

  test('behind a trusted proxy each browser has its own limit, and nobody else can pretend to be a proxy', async () => {
    await using trusting = await startAccessServer({ CALLS_PER_MINUTE: '1', TRUSTED_PROXIES: '127.0.0.1' });
    await areas(trusting, { 'x-forwarded-for': '192.0.2.1' });
    await areas(trusting, { 'x-forwarded-for': '192.0.2.2' });
    await assert.rejects(areas(trusting, { 'x-forwarded-for': '192.0.2.1' }), {
      code: Code.ResourceExhausted,
    });
    await using plain = await startAccessServer({ CALLS_PER_MINUTE: '1' });
    await areas(plain, { 'x-forwarded-for': '192.0.2.1' });
    await assert.rejects(areas(plain, { 'x-forwarded-for': '192.0.2.2' }), { code: Code.ResourceExhausted });
  });
});
