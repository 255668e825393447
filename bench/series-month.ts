import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { createContextValues, createHandlerContext } from '@connectrpc/connect';
import {
  GetSeriesRequestSchema,
  GetSeriesResponseSchema,
  SeriesService,
  Stream,
} from '../packages/server/src/gen/wattlet/v1/series_pb.js';
import { seriesService } from '../packages/server/src/streams/series-service.ts';
import { type BenchNode, importInto, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeMonth, NEXT_HOUR } from './make-month.ts';
import { medianMs } from './rounds.ts';

/** A country that publishes quarter hours. */
const AREA = 'AT';
const RANGE = { from: new Date('2022-01-01T00:00:00Z'), to: new Date('2022-02-01T00:00:00Z') };
const MOST_BYTES = 9_000;
/** A read takes milliseconds: many of them are one measurement. */
const READS = 20;

/** `series.month`: the load of one country in a month of quarter hours, from the database to the bytes of the answer. */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await importInto(bench, await makeMonth('load', NEXT_HOUR), 'applied');
  const readRows = await rowReader(bench);
  const readSeries = seriesReader(bench);
  const [bytes, jsonBytes] = [(await readSeries()).length, Buffer.byteLength(await readRows())];
  const ms = await medianMs({
    rows: { run: () => repeat(readRows) },
    series: { run: () => repeat(readSeries) },
  });
  return [
    atMost(0.25, {
      id: 'series.month',
      value: ms.series / READS,
      unit: 'ms',
      peer: 'a keyed row table by postgres.js and JSON.stringify',
      peer_value: ms.rows / READS,
    }),
    {
      id: 'series.month.bytes',
      value: bytes,
      unit: 'B',
      peer: 'the same as JSON',
      peer_value: jsonBytes,
      ratio: bytes / jsonBytes,
      reach: `≤ ${MOST_BYTES} B`,
      reached: bytes <= MOST_BYTES,
      note: 'uncompressed',
    },
  ];
}

async function repeat(read: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < READS; count++) await read();
}

function seriesReader({ node: { streams } }: BenchNode): () => Promise<Uint8Array> {
  const databases = {
    load: streams.load.database,
    generation: streams.generation.database,
    flows: streams.flows.database,
  };
  const service = seriesService({ databases });
  const request = create(GetSeriesRequestSchema, {
    selector: { stream: Stream.LOAD, area: AREA },
    range: { from: timestampFromDate(RANGE.from), to: timestampFromDate(RANGE.to) },
  });
  return async () => {
    const context = createHandlerContext({
      service: SeriesService,
      method: SeriesService.method.getSeries,
      protocolName: 'connect',
      requestMethod: 'POST',
      url: 'http://localhost/wattlet.v1.SeriesService/GetSeries',
      contextValues: createContextValues(),
    });
    const answer = await service.getSeries(request, context);
    return toBinary(GetSeriesResponseSchema, create(GetSeriesResponseSchema, answer));
  };
}

async function rowReader({ node }: BenchNode): Promise<() => Promise<string>> {
  const { sql } = node.streams.load.database;
  await sql`create table row_point (
    area text, start timestamptz, megawatts double precision, primary key (area, start))`;
  await sql`
    insert into row_point
    select concat(a.map_code, ' ', a.area_type), p.start, p.megawatts
    from point p join series s on s.id = p.series_id join area a on a.id = s.area_id
    where a.area_type = 'CTY' order by 1, 2`;
  await sql`analyze row_point`;
  await sql`analyze chunk`;
  return async () => {
    const rows = await sql`
      select start, megawatts from row_point
      where area = ${`${AREA} CTY`} and start >= ${RANGE.from} and start < ${RANGE.to} order by start`;
    return JSON.stringify(rows);
  };
}
