import { type Message, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import pLimit from 'p-limit';
import { ProfileBucket, type SeriesService, Version } from '../gen/wattlet/v1/series_pb.js';
import { untilAborted } from '../platform/until-aborted.ts';
import type { StreamName } from './definitions.ts';
import { type CacheQuestion, cachePolicy } from './query/cache-policy.ts';
import { inSnapshot, type StreamSource } from './query/in-snapshot.ts';
import { readBuckets } from './query/read-buckets.ts';
import { readProfiles } from './query/read-profiles.ts';
import { readSeries } from './query/read-series.ts';
import { selectSeries } from './query/select-series.ts';
import { findSeries, listAreas, readState } from './query/series-store.ts';
import { latestValues, netFlows, readRecent } from './query/snapshot.ts';
import type { SeriesDatabases } from './series-databases.ts';
import {
  areaMessage,
  areaTypeOf,
  borderMessage,
  seriesKeyMessage,
  snapshotMessage,
  streamOf,
} from './series-messages.ts';
import { clockOf, type SeriesQuestion, seriesQuestion } from './series-requests.ts';

/** So many intervals of each of an area's series are much: of generation, over a hundred megabytes while they are read. */
const LONG_INTERVALS = 400 * 96;
/** Of those who ask for so much of a stream so many are answered at a time; the others wait, and leave its connections to the rest. */
const LONG_READS = 2;

/** What {@link seriesService} reads from. */
export interface SeriesServiceOptions {
  readonly databases: SeriesDatabases;
  /** The current time. */
  readonly now?: () => Date;
}

/**
 * Reads of the three streams, for Connect, gRPC-Web and gRPC. Each answer and its cursor come from one
 * snapshot of the stream. Requests must have passed the rules of `series.proto`.
 */
export function seriesService(options: SeriesServiceOptions): ServiceImpl<typeof SeriesService> {
  const { databases, now = () => new Date() } = options;
  const sourceOf = (stream: StreamName): StreamSource => {
    const { sql, replica } = databases[stream];
    return { stream, sql, replica };
  };
  const longReads = { generation: pLimit(LONG_READS), flows: pLimit(LONG_READS) };
  const inTurn = <T>(question: SeriesQuestion, signal: AbortSignal, read: () => Promise<T>) => {
    const { stream, range, bucketSeconds = 900 } = question;
    // Of load, an area has one series.
    if (stream === 'load' || range.to - range.from <= LONG_INTERVALS * bucketSeconds * 1000) return read();
    // Of a database that is silent a read may last long after its call has ended: others need its place.
    return longReads[stream](() => untilAborted(signal, read()));
  };

  return {
    async listAreas(request, context) {
      const { areas, ...state } = await inSnapshot(sourceOf(streamOf(request.stream)), async (sql) => ({
        areas: await listAreas(sql, areaTypeOf(request.areaType)),
        ...(await readState(sql)),
      }));
      setCacheHeaders(context, request, { ...state, now: now() });
      return { areas: areas.map((area) => areaMessage(area, area)), cursor: state.cursor };
    },

    async getSeries(request, context) {
      const question = seriesQuestion(request);
      const { stream, selection, fields, range, asOf, bucketSeconds } = question;
      const isFirst = request.version === Version.FIRST_PUBLISHED;
      const { values, completeUntil, ...state } = await inTurn(question, context.signal, () => {
        context.signal.throwIfAborted();
        return inSnapshot(sourceOf(stream), async (sql) => {
          const [series, state] = await Promise.all([selectSeries(sql, selection, fields), readState(sql)]);
          const read = { series, range, asOf, isFirst, signal: context.signal };
          if (!bucketSeconds) return { ...(await readSeries(sql, read)), ...state };
          const values = await readBuckets(sql, read, bucketSeconds);
          return { values, completeUntil: undefined, ...state };
        });
      });
      setCacheHeaders(context, request, { ...state, range, asOf, now: now() });
      return {
        series: values.map(({ row, runs, revision }) => ({ key: seriesKeyMessage(row), runs, revision })),
        cursor: state.cursor,
        ...(completeUntil !== undefined && { completeUntil: timestampFromMs(completeUntil) }),
      };
    },

    async getProfile(request, context) {
      const { stream, selection, fields, range, asOf } = seriesQuestion(request);
      const kind = request.bucket === ProfileBucket.DAY_OF_WEEK ? 'day-of-week' : 'hour-of-day';
      const clock = clockOf(request.timeZone);
      const { profiles, ...state } = await inSnapshot(sourceOf(stream), async (sql) => {
        const [series, state] = await Promise.all([selectSeries(sql, selection, fields), readState(sql)]);
        const read = { series, range, asOf, signal: context.signal };
        const profiles = await readProfiles(sql, read, { kind, clock });
        return { profiles, ...state };
      });
      setCacheHeaders(context, request, { ...state, range, asOf, now: now() });
      return {
        profiles: profiles.map(({ row, buckets }) => ({
          key: seriesKeyMessage(row),
          points: buckets.map(({ coveredSeconds, ...point }) => ({
            ...point,
            coveredSeconds: BigInt(coveredSeconds),
          })),
        })),
        cursor: state.cursor,
      };
    },

    async getSnapshot(request, context) {
      const stream = streamOf(request.stream);
      const { recent, at, ...state } = await inSnapshot(sourceOf(stream), async (sql) => {
        const state = await readState(sql);
        const at = request.at ? timestampMs(request.at) : state.newest?.getTime();
        if (at === undefined) return { recent: [], at: 0, ...state };
        const series = await findSeries(sql, { areaType: areaTypeOf(request.areaType) });
        return { recent: await readRecent(sql, series, at), at, ...state };
      });
      const range = request.at && { from: at, to: at };
      setCacheHeaders(context, request, { ...state, ...(range && { range }), now: now() });
      return {
        values: stream === 'flows' ? [] : latestValues(recent, at).map(snapshotMessage),
        borders: stream === 'flows' ? netFlows(recent, at).map(borderMessage) : [],
        cursor: state.cursor,
      };
    },
  };
}

type CacheState = Omit<CacheQuestion, 'request'>;

/** Answers by GET may be kept by browsers and CDNs; what is posted is kept by nobody. */
function setCacheHeaders(context: HandlerContext, request: Message, state: CacheState): void {
  if (context.requestMethod !== 'GET') return;
  const { method, responseHeader } = context;
  const question = Buffer.from(toBinary(method.input, request)).toString('base64');
  // The answer comes as JSON or binary, by the URL's `encoding`.
  const encoding = new URL(context.url).searchParams.get('encoding');
  const policy = cachePolicy({ ...state, request: `${method.name} ${encoding} ${question}` });
  responseHeader.set('etag', policy.etag);
  responseHeader.set('cache-control', policy.cacheControl);
}
