import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { executeIn } from '../platform/bus/execute-in.ts';
import { type AccessServer, startAccessServer } from '../testing/access-server.ts';
import { measureStorage } from './measure-storage.ts';
import { Metrics } from './metrics.ts';

const TOKEN = 'a-token-of-at-least-24-characters';
const DEPLOY = new URL('../../../../deploy/', import.meta.url);

/** The value of the one series with this name and these labels; undefined without one. */
function sampleOf(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const line = text
    .split('\n')
    .find((each) => new RegExp(`^${name}[{ ]`).test(each) && wanted.every((label) => each.includes(label)));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

/** Names of our metrics in a file, without what Prometheus puts behind those of histograms. */
async function namesIn(file: string): Promise<Set<string>> {
  const text = await readFile(new URL(file, DEPLOY), 'utf8');
  const names = text.match(/\b(wattlet_[a-z0-9_]+|process_[a-z_]+|nodejs_[a-z0-9_]+)/g) ?? [];
  return new Set(names.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
}

suite('metrics', () => {
  let server: AccessServer;
  before(async () => {
    server = await startAccessServer({ METRICS_PORT: '0', OPERATOR_TOKEN: TOKEN, WATTLET_OPEN_DATA: '1' });
  });
  after(() => server[Symbol.asyncDispose]());

  const scrape = async (): Promise<string> => (await fetch(`${server.metricsUrl}/metrics`)).text();

  test('every name of the dashboard and of the alert rules is one that a server tells', async () => {
    const text = await scrape();
    const told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    for (const file of ['grafana/wattlet.json', 'prometheus/alerts.yaml']) {
      const names = await namesIn(file);
      assert.ok(names.size > 5, file);
      for (const name of names) assert.ok(told.has(name), `${file} has ${name}`);
    }
  });

  test('one alert is for when no process tells anything, by a metric that every process tells', async () => {
    const rules = await readFile(new URL('prometheus/alerts.yaml', DEPLOY), 'utf8');
    const [, name = ''] = /expr: absent\((\w+)\)/.exec(rules) ?? [];
    assert.notEqual(sampleOf(await scrape(), name, { schema: 'platform' }), undefined);
  });

  test('what never came and what is no longer there has an alert, too: of neither there is an age', async () => {
    const rules = await readFile(new URL('prometheus/alerts.yaml', DEPLOY), 'utf8');
    assert.match(rules, /expr: max by \(stream\) \(wattlet_stream_revision\) == 0$/m);
    assert.match(
      rules,
      /\(max_over_time\(wattlet_role_up\[1d\]\)\) unless count by \(role\) \(wattlet_role_up\)$/m,
    );
    // The server has no file of flows.
    const text = await scrape();
    assert.equal(sampleOf(text, 'wattlet_stream_revision', { stream: 'flows' }), 0);
    assert.equal(sampleOf(text, 'wattlet_stream_import_age_seconds', { stream: 'flows' }), undefined);
  });

  test('calls are counted by method and code, and live streams while they are open', async () => {
    const series = server.client(SeriesService);
    const method = { service: 'wattlet.v1.SeriesService', method: 'ListAreas' };
    const before = sampleOf(await scrape(), 'wattlet_rpc_handled_total', { ...method, code: 'ok' }) ?? 0;
    await series.listAreas({ stream: Stream.LOAD });
    await assert.rejects(series.listAreas({}));
    const text = await scrape();
    assert.equal(sampleOf(text, 'wattlet_rpc_handled_total', { ...method, code: 'ok' }), before + 1);
    assert.equal(sampleOf(text, 'wattlet_rpc_handled_total', { ...method, code: 'invalid_argument' }), 1);
    assert.ok((sampleOf(text, 'wattlet_rpc_duration_seconds_count', method) ?? 0) > before);

    const watch = { service: 'wattlet.v1.LiveService', method: 'Watch' };
    const stop = new AbortController();
    const range = { from: timestampFromMs(0), to: timestampFromMs(1) };
    const subject = { case: 'stream' as const, value: { stream: Stream.LOAD, range } };
    const topics = [{ id: 1, subject }];
    const stream = server.client(LiveService).watch({ topics }, { signal: stop.signal });
    await stream[Symbol.asyncIterator]().next();
    const open = await scrape();
    assert.equal(sampleOf(open, 'wattlet_rpc_in_flight', watch), 1);
    assert.equal(sampleOf(open, 'wattlet_live_topics', { hub: 'load' }), 1);
    stop.abort();
  });

  test('the age of data, databases and roles are told', async () => {
    const text = await scrape();
    assert.equal(sampleOf(text, 'wattlet_database_up', { schema: 'load' }), 1);
    assert.equal(sampleOf(text, 'wattlet_database_up', { schema: 'platform' }), 1);
    const age = sampleOf(text, 'wattlet_stream_data_age_seconds', { stream: 'load' }) ?? 0;
    const since2022 = (Date.now() - Date.parse('2022-01-01T21:00:00Z')) / 1000;
    assert.ok(Math.abs(age - since2022) < 3600, `${age}`);
    assert.equal(sampleOf(text, 'wattlet_stream_revision', { stream: 'load' }), 1);
    assert.equal(sampleOf(text, 'wattlet_stream_revision', { stream: 'flows' }), 0);
    assert.equal(sampleOf(text, 'wattlet_role_up', { role: 'platform' }), 1);
  });

  test('a consumer that is behind is told by events and age, and a relay to Kafka in its place', async () => {
    const { database, bus } = server.home.node.platform;
    const { sql } = database;
    for (const n of [1, 2])
      await sql.begin((tx) => bus.publish(executeIn(tx), { topic: 'things', key: 'a', payload: { n } }));
    await sql`insert into outbox_consumer (topic, consumer_group, position) values ('things', 'slow', 1)`;
    const of = (group: string) => ({ schema: 'platform', topic: 'things', group });
    const text = await scrape();
    assert.equal(sampleOf(text, 'wattlet_bus_lag_events', of('slow')), 1);
    assert.ok((sampleOf(text, 'wattlet_bus_lag_seconds', of('slow')) ?? 0) > 0);
    await sql`insert into outbox_relay (topic, position) values ('things', 0)`;
    const relayed = await scrape();
    assert.equal(sampleOf(relayed, 'wattlet_bus_lag_events', of('relay')), 2);
    assert.equal(sampleOf(relayed, 'wattlet_bus_lag_events', of('slow')), undefined);
  });

  test('events that wait for Kafka are told of also where it never took one of their topic', async () => {
    const { streams, platform } = server.home.node;
    const { database, bus } = platform;
    await database.sql.begin((tx) =>
      bus.publish(executeIn(tx), { topic: 'untaken', key: 'a', payload: { n: 1 } }),
    );
    const metrics = new Metrics();
    const groupLags = () => Promise.reject(new Error('Kafka is away'));
    measureStorage(metrics, { streams, platform: { ...platform, bus: { groupLags } }, isRelayed: true });
    const of = { schema: 'platform', topic: 'untaken', group: 'relay' };
    const text = await metrics.scrape();
    assert.equal(sampleOf(text, 'wattlet_bus_lag_events', of), 1);
    assert.ok((sampleOf(text, 'wattlet_bus_lag_seconds', of) ?? 0) > 0);
    // PostgreSQL delivers what nobody consumes to nobody.
    assert.equal(sampleOf(await scrape(), 'wattlet_bus_lag_events', of), undefined);
  });

  test('so is a group whose events Kafka carries, and five minutes are an alert', async () => {
    const { streams, platform } = server.home.node;
    const metrics = new Metrics();
    const groupLags = async () => [{ topic: 'things', group: 'carried', events: 7, seconds: 300 }];
    measureStorage(metrics, { streams, platform: { ...platform, bus: { groupLags } }, isRelayed: true });
    const of = { schema: 'platform', topic: 'things', group: 'carried' };
    const text = await metrics.scrape();
    assert.equal(sampleOf(text, 'wattlet_bus_lag_events', of), 7);
    assert.equal(sampleOf(text, 'wattlet_bus_lag_seconds', of), 300);
    const rules = await readFile(new URL('prometheus/alerts.yaml', DEPLOY), 'utf8');
    assert.match(rules, /by \(schema, topic, group\) \(wattlet_bus_lag_seconds\) >= 300$/m);
  });

  test('a Kafka that does not answer holds no scrape up, and what is known otherwise is told', async () => {
    const { streams, platform } = server.home.node;
    const metrics = new Metrics();
    const groupLags = () => Promise.withResolvers<never>().promise;
    measureStorage(metrics, { streams, platform: { ...platform, bus: { groupLags } }, isRelayed: true });
    const text = await metrics.scrape();
    assert.equal(sampleOf(text, 'wattlet_database_up', { schema: 'platform' }), 1);
    assert.equal(sampleOf(text, 'wattlet_bus_parked_events', { schema: 'platform' }), 0);
  });

  test('whatever addresses strangers ask for, they make no labels', async () => {
    for (const path of ['/a', '/b?c=d', '/wattlet.v1.SeriesService/Drop', '/v1/series/load.csv?area=XX']) {
      await fetch(server.url + path);
      await fetch(server.url + path, { method: 'DELETE' });
    }
    const text = await scrape();
    assert.doesNotMatch(text, /DELETE|Drop|route="\/[ab]"|XX/);
    assert.ok(
      (sampleOf(text, 'wattlet_http_duration_seconds_count', { route: 'none', method: 'other' }) ?? 0) > 0,
    );
    assert.doesNotMatch(text, /127\.0\.0\.1|site_id|account/);
  });

  test('on the port of the API they are for operators, and nobody else', async () => {
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(`${server.url}/metrics`, { headers });
      return { status: response.status, text: await response.text() };
    };
    const customer = await server.person('customer');
    const site = await server.site();
    assert.equal((await ask({})).status, 401);
    assert.equal((await ask(site.key)).status, 401);
    assert.equal((await ask(site.secret)).status, 403);
    assert.equal((await ask(customer.signedIn)).status, 403);
    const refused = await ask((await server.accessToken(customer)).headers);
    assert.equal(refused.status, 403);
    assert.doesNotMatch(refused.text, /wattlet_rpc/);
    const answered = await ask({ authorization: `Bearer ${TOKEN}` });
    assert.equal(answered.status, 200);
    assert.match(answered.text, /^wattlet_rpc_handled_total\{/m);
  });

  test('the port of their own has nothing else but health', async () => {
    const ask = (path: string) => fetch(`${server.metricsUrl}${path}`);
    assert.equal((await ask('/livez')).status, 200);
    assert.equal((await ask('/readyz')).status, 200);
    for (const path of ['/', '/v1/series/load.csv', '/wattlet.v1.SeriesService/ListAreas'])
      assert.equal((await ask(path)).status, 404, path);
    assert.equal((await fetch(`${server.metricsUrl}/metrics`, { method: 'POST' })).status, 404);
  });
});
