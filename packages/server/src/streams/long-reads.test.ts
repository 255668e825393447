import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Code } from '@connectrpc/connect';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { DAY, range, seriesClient } from './testing/series-client.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());
const client = seriesClient(fixture.databases);
const { connect } = fixture.databases.generation;
const seriesId = await fixture.addSeries('generation', { area: 'DE', productionType: 'Solar' });
await fixture.putChunk('generation', { seriesId, day: '2022-01-01', minutes: 60, kilowatts: [1] });
const selector = { stream: Stream.GENERATION, area: 'DE' };
const years = range('2015-01-01T00:00:00Z', '2023-01-01T00:00:00Z');

/** Keeps whoever reads values waiting until it ends, and counts them. */
async function holdReads() {
  const holder = await connect();
  await holder.query('begin; lock table chunk in access exclusive mode');
  return {
    async waiting() {
      const { rows } = await holder.query<{ count: number }>(`
        select count(*)::int as count from pg_locks where not granted and relation = 'chunk'::regclass`);
      return rows[0]?.count;
    },
    end: () => holder.end(),
  };
}

test('who asks for years of a whole area waits for their turn, and leaves the connections to the rest', {
  timeout: 60_000,
}, async () => {
  const held = await holdReads();
  // Twice as many as there are connections.
  const long = Array.from({ length: 8 }, () => client.getSeries({ selector, range: years }));
  await eventually(async () => ((await held.waiting()) === 2 ? true : undefined));
  await client.listAreas({ stream: Stream.GENERATION });
  // A long range in days is not much.
  const short = [
    client.getSeries({ selector, range: DAY }),
    client.getSeries({ selector, range: years, bucketSeconds: 86_400 }),
  ];
  await eventually(async () => ((await held.waiting()) === 4 ? true : undefined));
  await held.end();
  for (const { series } of await Promise.all([...long, ...short])) assert.equal(series.length, 1);
});

test('who gives up a long read that the database keeps leaves their place to the next one', {
  timeout: 60_000,
}, async () => {
  const held = await holdReads();
  const gone = new AbortController();
  const read = { selector, range: years };
  const given = Array.from({ length: 2 }, () =>
    assert.rejects(client.getSeries(read, { signal: gone.signal }), { code: Code.Canceled }),
  );
  await eventually(async () => ((await held.waiting()) === 2 ? true : undefined));
  gone.abort();
  await Promise.all(given);
  const next = client.getSeries(read);
  await eventually(async () => ((await held.waiting()) === 3 ? true : undefined));
  await held.end();
  assert.equal((await next).series.length, 1);
});
