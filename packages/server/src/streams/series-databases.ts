import type { StreamName } from './definitions.ts';
import type { Streams } from './open-streams.ts';
import type { StreamSource } from './query/in-snapshot.ts';

/** Where the series of every stream are read from. */
export type SeriesDatabases = Readonly<Record<StreamName, Omit<StreamSource, 'stream'>>>;

/** The databases of the streams, with their replicas. */
export function seriesDatabases(streams: Streams): SeriesDatabases {
  const of = (stream: StreamName) => {
    const { database, replica } = streams[stream];
    return { sql: database.sql, replica };
  };
  return { load: of('load'), generation: of('generation'), flows: of('flows') };
}
