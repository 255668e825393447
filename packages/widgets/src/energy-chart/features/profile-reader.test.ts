import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { countryOf, loadOf } from '../../testing/area-series-of.ts';
import { hourly } from '../../testing/chart-series-of.ts';
import { FakeClient } from '../../testing/fake-client.ts';
import { type ProfileQuestion, ProfileReader } from './profile-reader.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A reader with a client that remembers what it was asked, on a clock that stands still. */
function setUp(t: { after(done: () => void): void }) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  t.after(() => mock.timers.reset());
  const client = new FakeClient({ load: [loadOf(countryOf('GR'), hourly(0, [1]))] });
  const question = {
    ...{ client, stream: 'load', area: 'GR', areaType: 'CTY', bucket: 'hour-of-day' },
    ...{ timeZone: 'Europe/Athens', asOf: undefined, from: 0, to: DAY_MS, changedAt: 0 },
  } as const satisfies ProfileQuestion;
  let told: () => void = () => undefined;
  const errors: Error[] = [];
  const reader = new ProfileReader({ changed: () => told(), failed: (error) => errors.push(error) });
  const answered = () => new Promise<void>((resolve) => (told = resolve));
  return { client, question, reader, answered, errors };
}

test('a range that slides for a hundred frames is asked for once, where it comes to rest, over the old bars', async (t) => {
  const { client, question, reader, answered } = setUp(t);
  const first = answered();
  reader.follow(question);
  await first;
  for (let frame = 1; frame <= 100; frame++) {
    reader.follow({ ...question, to: DAY_MS + frame });
    mock.timers.tick(16);
  }
  assert.equal(client.profiles.length, 1);
  assert.equal(reader.profiles?.length, 1);
  const settled = answered();
  mock.timers.tick(200);
  await settled;
  assert.deepEqual(
    client.profiles.map(({ to }) => to),
    [DAY_MS, DAY_MS + 100],
  );
});

test('a profile of a fixed range follows what is revised, past what caches keep, once a minute', async (t) => {
  const { client, question, reader, answered } = setUp(t);
  const first = answered();
  reader.follow(question);
  await first;
  for (const changedAt of [1000, 2000, 3000]) reader.follow({ ...question, changedAt });
  mock.timers.tick(MINUTE_MS - 1);
  assert.equal(client.profiles.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(
    client.profiles.map(({ isFresh }) => isFresh),
    [undefined, true],
  );
});

test('what cannot be read now is read anew, over the bars that there are, and the page is told once', async (t) => {
  const { client, question, reader, answered, errors } = setUp(t);
  const first = answered();
  reader.follow(question);
  await first;
  const away = Object.assign(new Error('away'), { code: 'unavailable', retryable: true });
  client.failWith(away);
  reader.follow({ ...question, changedAt: 1000 });
  for (const ask of [1, 2]) {
    const failed = answered();
    mock.timers.tick(MINUTE_MS);
    await failed;
    assert.deepEqual([client.profiles.length, reader.error, reader.answered], [1 + ask, away, question]);
  }
  assert.equal(reader.profiles?.length, 1);
  client.failWith(undefined);
  const came = answered();
  mock.timers.tick(MINUTE_MS);
  await came;
  assert.deepEqual([reader.error, reader.answered?.changedAt, errors], [undefined, 1000, [away]]);
});

test('a profile is of what was known at the time that the badge names', async (t) => {
  const { client, question, reader } = setUp(t);
  reader.follow({ ...question, asOf: 5 });
  reader.follow({ ...question, asOf: 7 });
  assert.deepEqual(
    client.profiles.map(({ asOf }) => asOf),
    [5, 7],
  );
});

test('bars of another kind are not kept, and nothing is asked by who has stopped', (t) => {
  const { client, question, reader } = setUp(t);
  reader.follow(question);
  reader.follow({ ...question, bucket: 'day-of-week' });
  assert.deepEqual([client.profiles.length, reader.profiles], [2, undefined]);
  reader.follow({ ...question, bucket: 'day-of-week', to: 5 });
  reader.stop();
  mock.timers.tick(MINUTE_MS);
  assert.equal(client.profiles.length, 2);
});
