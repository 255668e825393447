import assert from 'node:assert/strict';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type Client, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect';
import { pino } from 'pino';
import { type GetSeriesRequestSchema, SeriesService } from '../../gen/wattlet/v1/series_pb.js';
import { rpcInterceptors } from '../../rpc/interceptors.ts';
import { decodeRuns } from '../query/testing/decode-runs.ts';
import type { StreamFixture } from '../query/testing/stream-fixture.ts';
import { seriesService } from '../series-service.ts';

/** For tests: a client of the service over some databases. */
export function seriesClient(databases: StreamFixture['databases']): Client<typeof SeriesService> {
  const transport = createRouterTransport(
    (router) => router.service(SeriesService, seriesService({ databases })),
    { router: { interceptors: rpcInterceptors(pino({ level: 'silent' })) } },
  );
  return createClient(SeriesService, transport);
}

export const at = (time: string) => timestampFromDate(new Date(time));
export const range = (from: string, to: string) => ({ from: at(from), to: at(to) });
export const DAY = range('2022-01-01T00:00:00Z', '2022-01-02T00:00:00Z');
export const flat = (length: number, value: number) => Array<number>(length).fill(value);

/** For tests: the values of each series of an answer, by the month, day and time that they begin at. */
export async function points(
  client: Client<typeof SeriesService>,
  request: MessageInitShape<typeof GetSeriesRequestSchema>,
): Promise<(readonly (string | number)[])[][]> {
  const answer = await client.getSeries(request);
  return answer.series.map(({ runs }) =>
    decodeRuns(runs).map(({ start, kilowatts }) => [new Date(start).toISOString().slice(5, 16), kilowatts]),
  );
}

/** For tests: how something fails. */
export async function failure(work: Promise<unknown>): Promise<ConnectError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConnectError, `expected an error, got ${error}`);
  return error;
}
