import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect';
import { pino } from 'pino';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { ProfileBucket, SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { openDatabase } from '../platform/postgres/database.ts';
import { rpcInterceptors } from '../rpc/interceptors.ts';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { seriesService } from './series-service.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());

const log = pino({ level: 'silent' });

function clientOf(databases = fixture.databases) {
  const transport = createRouterTransport(
    (router) => router.service(SeriesService, seriesService({ databases })),
    {
      router: { interceptors: rpcInterceptors(log) },
    },
  );
  return createClient(SeriesService, transport);
}

const client = clientOf();
const at = (time: string) => timestampFromDate(new Date(time));
const range = (from: string, to: string) => ({ from: at(from), to: at(to) });
const DAY = range('2022-01-01T00:00:00Z', '2022-01-02T00:00:00Z');

async function failure(work: Promise<unknown>): Promise<ConnectError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConnectError, `expected an error, got ${error}`);
  return error;
}

const violationOf = (error: ConnectError) => error.findDetails(BadRequestSchema)[0]?.fieldViolations[0];

const greece = await fixture.addSeries('load', { area: 'GR' });
await fixture.putChunk('load', { seriesId: greece, day: '2022-01-01', minutes: 60, kilowatts: [1] });
await fixture.addSeries('generation', { area: 'GR', productionType: 'Solar' });

const load = { stream: Stream.LOAD, area: 'GR' };
const REFUSED: readonly [string, Code, string, () => Promise<unknown>][] = [
  [
    'a range of all the years there are',
    Code.InvalidArgument,
    'range',
    () => client.getSeries({ selector: load, range: range('0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z') }),
  ],
  [
    'an area with a NUL',
    Code.InvalidArgument,
    'selector.area',
    () => client.getSeries({ selector: { ...load, area: 'GR\0' }, range: DAY }),
  ],
  [
    'a production type with a NUL',
    Code.InvalidArgument,
    'selector.production_types[0]',
    () =>
      client.getSeries({
        selector: { stream: Stream.GENERATION, area: 'GR', productionTypes: ['So\0lar'] },
        range: DAY,
      }),
  ],
  [
    'an unknown area',
    Code.NotFound,
    'selector.area',
    () => client.getSeries({ selector: { ...load, area: 'Atlantis' }, range: DAY }),
  ],
  [
    'an unknown area that power enters',
    Code.NotFound,
    'selector.to_area',
    () => client.getSeries({ selector: { stream: Stream.FLOWS, toArea: 'XX' }, range: DAY }),
  ],
  [
    'an unknown production type',
    Code.NotFound,
    'selector.production_types',
    () =>
      client.getSeries({
        selector: { stream: Stream.GENERATION, area: 'GR', productionTypes: ['Fusion'] },
        range: DAY,
      }),
  ],
  [
    'a reversed range',
    Code.InvalidArgument,
    'range',
    () => client.getSeries({ selector: load, range: { from: DAY.to, to: DAY.from } }),
  ],
  [
    'an unbounded range',
    Code.InvalidArgument,
    'range.to',
    () => client.getSeries({ selector: load, range: { from: DAY.from } }),
  ],
  ['no range', Code.InvalidArgument, 'range', () => client.getSeries({ selector: load })],
  [
    'a century',
    Code.InvalidArgument,
    'range',
    () => client.getSeries({ selector: load, range: range('1950-01-01T00:00:00Z', '2050-01-01T00:00:00Z') }),
  ],
  [
    'no stream',
    Code.InvalidArgument,
    'selector.stream',
    () => client.getSeries({ selector: { area: 'GR' }, range: DAY }),
  ],
  [
    'flows without a side',
    Code.InvalidArgument,
    'selector',
    () => client.getSeries({ selector: { stream: Stream.FLOWS }, range: DAY }),
  ],
  [
    'an unknown zone',
    Code.InvalidArgument,
    'time_zone',
    () =>
      client.getProfile({
        selector: load,
        range: DAY,
        bucket: ProfileBucket.HOUR_OF_DAY,
        timeZone: 'Europe/Atlantis',
      }),
  ],
];
for (const [what, code, field, ask] of REFUSED) {
  test(`${what} is refused with the field and the reason`, async () => {
    const error = await failure(ask());
    assert.equal(error.code, code);
    assert.equal(violationOf(error)?.field, field);
    assert.ok(violationOf(error)?.reason);
    assert.ok(error.metadata.get('x-request-id'));
  });
}

test('an answer too large is refused and says what to ask instead', async () => {
  for (let zone = 0; zone < 55; zone++) await fixture.addSeries('flows', { area: 'DE', toArea: `N${zone}` });
  const request = {
    selector: { stream: Stream.FLOWS, fromArea: 'DE' },
    range: range('2015-01-01T00:00:00Z', '2025-01-01T00:00:00Z'),
  };
  const error = await failure(client.getSeries(request));
  assert.equal(error.code, Code.ResourceExhausted);
  assert.match(error.rawMessage, /55 series over 3653 days .* at most 3636 days at a time/);
  assert.equal(error.findDetails(ErrorInfoSchema)[0]?.reason, 'ANSWER_TOO_LARGE');
});

test('a stream that is down is unavailable by name, and the others go on', async () => {
  const generation = openDatabase({ url: fixture.url, schema: 'dropped', max: 1 });
  const flows = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', schema: 'flows', max: 1 });
  after(() => Promise.all([generation.close(), flows.close()]));
  const broken = clientOf({ ...fixture.databases, generation, flows });
  for (const [stream, name] of [
    [Stream.GENERATION, 'generation'],
    [Stream.FLOWS, 'flows'],
  ] as const) {
    const error = await failure(broken.listAreas({ stream }));
    assert.equal(error.code, Code.Unavailable);
    assert.match(error.rawMessage, new RegExp(`the ${name} stream is not available`));
    assert.equal(error.findDetails(ErrorInfoSchema)[0]?.metadata['stream'], name);
    assert.equal(error.findDetails(RetryInfoSchema).length, 1);
  }
  assert.ok((await broken.listAreas({ stream: Stream.LOAD })).areas.length > 0);
});
