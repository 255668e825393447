import type { EventBus } from '../platform/bus/event-bus.ts';
import { type Database, openDatabase } from '../platform/postgres/database.ts';
import { migrate } from '../platform/postgres/migrate.ts';
import { STREAM_NAMES, type StreamName } from './definitions.ts';

/** Storage and bus of one stream: a schema of its own, maybe in a database of its own. */
export interface StreamStorage {
  readonly stream: StreamName;
  readonly database: Database;
  readonly bus: EventBus;
  /** Creates or updates the schema, unless the signal aborts. Safe to run at any time, by several processes. */
  migrate(signal?: AbortSignal): Promise<void>;
}

/** The storage of the three streams, each on its own. */
export type Streams = Readonly<Record<StreamName, StreamStorage>>;

export interface OpenStreamsOptions {
  readonly urls: Readonly<Record<StreamName, string>>;
  readonly openBus: (database: Database) => EventBus;
  /** Folders of further migrations that run in each stream's schema. */
  readonly migrations: readonly URL[];
}

/** Opens the storage of every stream. Nothing connects yet: a database that is down is seen when it is used. */
export function openStreams({
  urls,
  openBus,
  migrations,
}: OpenStreamsOptions): Streams & { close(): Promise<void> } {
  const open = (stream: StreamName): StreamStorage => {
    const url = urls[stream];
    const database = openDatabase({ url, schema: stream });
    return {
      stream,
      database,
      bus: openBus(database),
      migrate: (signal) =>
        migrate({
          url,
          schema: stream,
          folders: [new URL('migrations/', import.meta.url), ...migrations],
          signal,
        }),
    };
  };
  const streams = { load: open('load'), generation: open('generation'), flows: open('flows') };
  return {
    ...streams,
    async close() {
      await Promise.all(STREAM_NAMES.map((stream) => streams[stream].database.close()));
    },
  };
}
