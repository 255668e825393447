import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { AlertState } from '../gen/wattlet/v1/alert_pb.js';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { LiveService, type WatchResponse } from '../gen/wattlet/v1/live_pb.js';
import {
  type AccessServer,
  type Headers,
  startAccessServer,
  type TestPerson,
} from '../testing/access-server.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { makeFiringAlert } from './testing/make-firing-alert.ts';

suite('alerts by RPC', () => {
  let server: AccessServer;
  let ann: TestPerson;
  let bob: TestPerson;
  let agent: TestPerson;
  before(async () => {
    server = await startAccessServer({}, { streamCheckMs: 20 });
    const { site_id } = await server.site();
    [ann, bob, agent] = await Promise.all([
      server.person('customer', site_id),
      server.person('customer', site_id),
      server.person('agent', site_id),
    ]);
  });
  after(() => server[Symbol.asyncDispose]());

  const alerts = ({ signedIn }: { readonly signedIn: Headers }) => server.client(AlertService, signedIn);

  test('pages go through all alerts once, newest first, by state and meter, with the number to watch from', async () => {
    for (let count = 0; count < 5; count += 1) await makeFiringAlert(server.sql, bob);
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await alerts(bob).listAlerts({ pageSize: 2, pageToken });
      assert.ok(page.alerts.length <= 2);
      for (const { alertId, sequence } of page.alerts) {
        seen.push(alertId);
        assert.ok(sequence <= (page.cursor?.sequence ?? 0n));
      }
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    assert.equal(new Set(seen).size, 5);
    const { alerts: all } = await alerts(bob).listAlerts({});
    assert.deepEqual(
      all.map(({ alertId }) => alertId),
      seen,
    );
    const times = all.map(({ startedAt }) => (startedAt ? timestampDate(startedAt).getTime() : 0));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
    const ofMeter = await alerts(bob).listAlerts({ meterId: all[0]?.meterId ?? '' });
    assert.equal(ofMeter.alerts.length, 1);
    const resolved = await alerts(bob).listAlerts({ states: [AlertState.RESOLVED] });
    assert.deepEqual(resolved.alerts, []);
    await refusesWith(alerts(bob).listAlerts({ pageToken: 'made up' }), 'InvalidArgument', 'UNKNOWN_PAGE');
  });

  test('one alert is answered by its id, to those who may see it', async () => {
    const alertId = await makeFiringAlert(server.sql, ann);
    const { alerts: listed } = await alerts(ann).listAlerts({});
    const expected = listed.find((alert) => alert.alertId === alertId);
    assert.ok(expected);
    for (const reader of [ann, agent]) {
      const { alert } = await alerts(reader).getAlert({ alertId });
      assert.deepEqual(alert, expected);
    }
    await refusesWith(alerts(bob).getAlert({ alertId }), 'NotFound', 'UNKNOWN_ALERT');
    await refusesWith(alerts(ann).getAlert({ alertId: randomUUID() }), 'NotFound', 'UNKNOWN_ALERT');
  });

  test('who has seen an alert is noted once, with the time, and the first who has stays', async () => {
    const alertId = await makeFiringAlert(server.sql, ann);
    const first = await alerts(ann).acknowledgeAlert({ alertId });
    assert.equal(first.alert?.state, AlertState.ACKNOWLEDGED);
    assert.equal(first.alert?.acknowledgedBy, 'Some customer');
    const again = await alerts(agent).acknowledgeAlert({ alertId });
    assert.deepEqual(again.alert, first.alert);
    await refusesWith(alerts(bob).acknowledgeAlert({ alertId }), 'NotFound', 'UNKNOWN_ALERT');
  });

  test('a token needs the scope read_meters', async () => {
    const { headers } = await server.accessToken(ann, ['read_series']);
    await refusesWith(
      server.client(AlertService, headers).listAlerts({}),
      'PermissionDenied',
      'SCOPE_MISSING',
    );
    const topics = [{ id: 1, subject: { case: 'alerts' as const, value: {} } }];
    const stream = server.client(LiveService, headers).watch({ topics })[Symbol.asyncIterator]();
    await refusesWith(stream.next(), 'PermissionDenied', 'SCOPE_MISSING');
  });

  test('whoever looks at a page that shows only the key of its site is asked to sign in', async () => {
    const { key } = await server.site();
    await refusesWith(server.client(AlertService, key).listAlerts({}), 'Unauthenticated', 'SIGN_IN_NEEDED');
    for (const topic of ['alerts', 'inbox'] as const) {
      const topics = [{ id: 1, subject: { case: topic, value: {} } }];
      const stream = server.client(LiveService, key).watch({ topics })[Symbol.asyncIterator]();
      await refusesWith(stream.next(), 'Unauthenticated', 'SIGN_IN_NEEDED');
    }
  });

  test('headroom is of the current hour of own meters with a limit', async () => {
    const [row] = await server.sql<[{ meter_id: string; hour: Date }]>`
      insert into meter (site_id, name, serial, time_zone, kind, interval_minutes, hourly_limit, owner_id)
      values (${ann.siteId}, 'Boiler', 'headroom', 'Asia/Kolkata', 'interval', 15, 5000, ${ann.accountId})
      returning meter_id, date_trunc('hour', now() + interval '30 minutes') - interval '30 minutes' as hour`;
    await server.sql`
      insert into hour_total (site_id, meter_id, hour, watt_hours, known_minutes, day, last_reading_at)
      values (${ann.siteId}, ${row.meter_id}, ${row.hour}, 800, 15, current_date, ${row.hour})`;
    const { meters } = await alerts(ann).getHeadroom({ meterId: row.meter_id });
    assert.deepEqual(
      meters.map(({ meterName, wattHours, limitWattHours }) => [meterName, wattHours, limitWattHours]),
      [['Boiler', 800n, 5_000n]],
    );
    const others = await alerts(bob).getHeadroom({ meterId: row.meter_id });
    assert.deepEqual(others.meters, []);
  });

  test('an administrator sets the webhook and is shown its secret; bad and private addresses are refused', async () => {
    const administrator = await server.person('administrator', ann.siteId);
    const own = alerts(administrator);
    const { secret } = await own.setWebhook({ url: 'https://hooks.example/alerts' });
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal((await own.getWebhook({})).url, 'https://hooks.example/alerts');
    assert.notEqual((await own.setWebhook({ url: 'https://hooks.example/alerts' })).secret, secret);
    await refusesWith(own.setWebhook({ url: 'http://hooks.example/' }), 'InvalidArgument', 'BAD_URL');
    for (const host of ['127.0.0.1', '[::1]', '169.254.169.254', '10.0.0.1', '2130706433'])
      await refusesWith(own.setWebhook({ url: `https://${host}/` }), 'InvalidArgument', 'FORBIDDEN_ADDRESS');
    const [stored] = await server.sql<[{ row: string }]>`
      select to_jsonb(w)::text as row from webhook w where site_id = ${ann.siteId}`;
    assert.ok(!stored.row.includes(secret));
    assert.equal((await own.setWebhook({ url: '' })).secret, '');
    assert.equal((await own.getWebhook({})).url, '');
  });

  test('each watches their own alerts, an agent those of the site, from the list on; after a deletion all read afresh', async () => {
    const known = await alerts(ann).listAlerts({});
    const { cursor } = known;
    const stop = new AbortController();
    const [mine, theirs, all] = await Promise.all(
      [ann, bob, agent].map(async ({ signedIn }) => {
        const topics = [{ id: 1, subject: { case: 'alerts' as const, value: cursor ? { cursor } : {} } }];
        const stream = server
          .client(LiveService, signedIn)
          .watch({ topics }, { signal: stop.signal })
          [Symbol.asyncIterator]();
        await stream.next();
        return stream;
      }),
    );
    assert.ok(mine && theirs && all);
    /** The alerts of the next change that is about one that somebody has seen; what else comes instead. */
    const seen = async (stream: AsyncIterator<WatchResponse>): Promise<string[] | string | undefined> => {
      const { done, value } = await stream.next();
      if (done) return undefined;
      const { event } = value;
      if (event.case === 'heartbeat') return seen(stream);
      if (event.case !== 'alerts') return event.case;
      const ids = event.value.alerts.flatMap(({ alertId, state }) =>
        state === AlertState.ACKNOWLEDGED ? [alertId] : [],
      );
      return ids.length > 0 ? ids : seen(stream);
    };
    const { bus, database } = server.home.node.platform;
    const acknowledge = async (person: TestPerson) => {
      const alertId = await makeFiringAlert(server.sql, person);
      const view = { siteId: person.siteId, ownerId: undefined };
      await acknowledgeAlert(
        { sql: database.sql, bus },
        { view, alertId, accountId: agent.accountId, now: new Date() },
      );
      return alertId;
    };
    const ofAnn = await acknowledge(ann);
    assert.deepEqual(await seen(mine), [ofAnn]);
    assert.deepEqual(await seen(all), [ofAnn]);
    const ofBob = await acknowledge(bob);
    assert.deepEqual(await seen(theirs), [ofBob]);
    assert.deepEqual(await seen(all), [ofBob]);
    await server.sql`delete from meter m using alert a where a.alert_id = ${ofBob} and m.meter_id = a.meter_id`;
    assert.deepEqual(await Promise.all([mine, theirs, all].map(seen)), ['reset', 'reset', 'reset']);
    stop.abort();
  });
});
