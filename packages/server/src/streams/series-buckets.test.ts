import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Timestamp, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect';
import fc from 'fast-check';
import { pino } from 'pino';
import { SeriesService, Stream, Version } from '../gen/wattlet/v1/series_pb.js';
import { rpcInterceptors } from '../rpc/interceptors.ts';
import { BUCKET_SECONDS, bucketStart } from './query/bucket-length.ts';
import { decodeBuckets } from './query/testing/decode-buckets.ts';
import { decodeRuns } from './query/testing/decode-runs.ts';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { seriesService } from './series-service.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());

const transport = createRouterTransport(
  (router) => router.service(SeriesService, seriesService({ databases: fixture.databases })),
  { router: { interceptors: rpcInterceptors(pino({ level: 'silent' })) } },
);
const client = createClient(SeriesService, transport);

const at = (time: string) => timestampFromDate(new Date(time));
const range = (from: string, to: string) => ({ from: at(from), to: at(to) });
const JANUARY = range('2022-01-01T00:00:00Z', '2022-02-01T00:00:00Z');
const DAYS = ['2022-01-03', '2022-01-04', '2022-01-06', '2022-01-12'] as const;

interface Request {
  readonly range: { readonly from: Timestamp; readonly to: Timestamp };
  readonly asOf?: Timestamp;
  readonly bucketSeconds?: number;
  readonly version?: Version;
}

async function runsOf(area: string, request: Request) {
  const { series } = await client.getSeries({ selector: { stream: Stream.LOAD, area }, ...request });
  return series[0]?.runs ?? [];
}

const kilowatts = (minutes: number) =>
  fc.array(fc.option(fc.integer({ min: -1e6, max: 9e7 }), { freq: 6 }), { maxLength: 1440 / minutes });
/** What is stored of a day: hours, quarter hours, or both. */
const day = fc.record({
  hours: fc.option(kilowatts(60), { nil: undefined }),
  quarters: fc.option(kilowatts(15), { nil: undefined }),
});

test('buckets of any length sum up what a read of the values gives, mixed resolutions, gaps and all', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(day, { maxLength: DAYS.length }), async (stored) => {
      const area = `A${count++}`;
      const seriesId = await fixture.addSeries('load', { area });
      for (const [i, { hours, quarters }] of stored.entries()) {
        const chunk = { seriesId, day: DAYS[i] ?? DAYS[0] };
        if (hours) await fixture.putChunk('load', { ...chunk, minutes: 60, kilowatts: hours });
        if (quarters) await fixture.putChunk('load', { ...chunk, minutes: 15, kilowatts: quarters });
      }
      const points = decodeRuns(await runsOf(area, { range: JANUARY }));
      for (const bucketSeconds of BUCKET_SECONDS) {
        const buckets = decodeBuckets(await runsOf(area, { range: JANUARY, bucketSeconds }));
        const expected = [...Map.groupBy(points, ({ start }) => bucketStart(start, bucketSeconds))].map(
          ([start, within]) => {
            const knownSeconds = within.reduce((sum, { stepSeconds }) => sum + stepSeconds, 0);
            const weighted = within.reduce((sum, point) => sum + point.kilowatts * point.stepSeconds, 0);
            return {
              start,
              stepSeconds: bucketSeconds,
              mean: Math.round(weighted / knownSeconds) + 0,
              low: Math.min(...within.map((point) => point.kilowatts)),
              high: Math.max(...within.map((point) => point.kilowatts)),
              knownSeconds,
            };
          },
        );
        assert.deepEqual(buckets, expected, `${bucketSeconds} s`);
      }
    }),
    { numRuns: 25 },
  );
});

const revised = await fixture.addSeries('load', { area: 'GR' });
const states: [time: string, kilowatts: (number | null)[]][] = [
  ['2022-01-03T01:00:00Z', [100]],
  ['2022-01-03T02:00:00Z', [100, 200]],
  ['2022-01-04T00:00:00Z', [140, 200, 300]],
];
for (const [i, [updatedAt, values]] of states.entries()) {
  await fixture.putChunk('load', {
    seriesId: revised,
    day: '2022-01-03',
    minutes: 60,
    kilowatts: values,
    revision: i + 1,
    updatedAt: new Date(updatedAt),
  });
}

test('days as of a time are those that were known then', async () => {
  const asked = { range: JANUARY, bucketSeconds: 86_400 };
  const means = async (asOf?: string) =>
    decodeBuckets(await runsOf('GR', { ...asked, ...(asOf && { asOf: at(asOf) }) })).map(({ mean }) => mean);
  assert.deepEqual(await means(), [Math.round(640 / 3)]);
  assert.deepEqual(await means('2022-01-03T02:30:00Z'), [150]);
  assert.deepEqual(await means('2022-01-03T00:30:00Z'), []);
});

test('the values that were published first stand beside what they were revised to', async () => {
  const first = { range: JANUARY, version: Version.FIRST_PUBLISHED };
  const values = decodeRuns(await runsOf('GR', first)).map((point) => point.kilowatts);
  assert.deepEqual(values, [100, 200, 300]);
  for (const bucketSeconds of [3_600, 86_400, 604_800]) {
    const buckets = decodeBuckets(await runsOf('GR', { ...first, bucketSeconds }));
    assert.equal(Math.min(...buckets.map(({ low }) => low)), 100);
    assert.equal(Math.max(...buckets.map(({ high }) => high)), 300);
  }
  const then = await runsOf('GR', { ...first, asOf: at('2022-01-03T01:30:00Z') });
  assert.deepEqual(
    decodeRuns(then).map((point) => point.kilowatts),
    [100],
  );
});

test('a length that no bucket has is refused, naming the field', async () => {
  const refused = runsOf('GR', { range: JANUARY, bucketSeconds: 7 });
  await assert.rejects(
    refused,
    (error) =>
      error instanceof ConnectError &&
      error.code === Code.InvalidArgument &&
      /bucket_seconds/.test(error.message),
  );
});
