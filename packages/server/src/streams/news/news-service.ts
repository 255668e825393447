import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import type { NewsService } from '../../gen/wattlet/v1/news_pb.js';
import { Stream } from '../../gen/wattlet/v1/series_pb.js';
import type { Database } from '../../platform/postgres/database.ts';
import { type AreaType, STREAM_NAMES, type StreamName } from '../definitions.ts';
import { inSnapshot } from '../query/in-snapshot.ts';
import { readState, type StreamCursor } from '../query/series-store.ts';
import { areaTypeOf, streamMessageOf, streamOf } from '../series-messages.ts';
import { newsMessage, type RevisionNews } from './news-messages.ts';
import { type NewsPlaces, newsPlaces, newsToken } from './news-places.ts';
import { readChangedAreas, readRecords, readRevisions } from './news-store.ts';

const DEFAULT_PAGE = 20;

export interface NewsServiceOptions {
  readonly databases: Readonly<Record<StreamName, Database>>;
}

/** What has changed in the series lately. Who may read it is decided as for all of the series. */
export function newsService({ databases }: NewsServiceOptions): ServiceImpl<typeof NewsService> {
  return {
    async listNews(request, context) {
      const asked = request.stream === Stream.UNSPECIFIED ? STREAM_NAMES : [streamOf(request.stream)];
      const places = newsPlaces(request.pageToken);
      const limit = request.pageSize || DEFAULT_PAGE;
      const areaType = areaTypeOf(request.areaType);
      const read = await Promise.all(
        asked.map(async (stream) => {
          const source = { stream, database: databases[stream] };
          return {
            stream,
            news: await readNews(source, { areaType, before: places[stream], limit: limit + 1 }),
          };
        }),
      );
      const all = read.flatMap(({ news }) => news?.items ?? []);
      // Of one stream in the order of its revisions, whatever clocks say.
      const items = all
        .toSorted((one, other) =>
          one.stream === other.stream
            ? Number(other.revision - one.revision)
            : other.at.getTime() - one.at.getTime(),
        )
        .slice(0, limit);
      context.responseHeader.set('cache-control', 'no-store');
      return {
        items: items.map(newsMessage),
        nextPageToken: all.length > items.length ? newsToken(next(places, items)) : '',
        streams: read.map(({ stream, news }) => ({
          stream: streamMessageOf(stream),
          ...(news && { cursor: news.cursor }),
        })),
      };
    },
  };
}

interface StreamNews {
  readonly cursor: StreamCursor;
  readonly items: readonly RevisionNews[];
}

/** Undefined for a stream that is down. */
async function readNews(
  { stream, database }: { readonly stream: StreamName; readonly database: Database },
  page: { readonly areaType: AreaType; readonly before: bigint | undefined; readonly limit: number },
): Promise<StreamNews | undefined> {
  try {
    return await inSnapshot({ stream, sql: database.sql }, async (sql) => {
      const { cursor } = await readState(sql);
      const revisions = await readRevisions(sql, page);
      const ids = revisions.map(({ revision }) => revision);
      const areas = Map.groupBy(await readChangedAreas(sql, ids, page.areaType), (area) => area.revision);
      const records = Map.groupBy(await readRecords(sql, ids, page.areaType), (record) => record.revision);
      const items = revisions.map((revision) => ({
        ...revision,
        stream,
        areas: areas.get(revision.revision) ?? [],
        records: records.get(revision.revision) ?? [],
      }));
      return { cursor, items };
    });
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.Unavailable) return undefined;
    throw error;
  }
}

/** Where the next page goes on: below the oldest that is shown of each stream. */
function next(places: NewsPlaces, items: readonly RevisionNews[]): NewsPlaces {
  const after: NewsPlaces = { ...places };
  for (const { stream, revision } of items) after[stream] = revision;
  return after;
}
