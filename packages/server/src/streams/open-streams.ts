import type { EventBus } from '../platform/bus/event-bus.ts';
import { type Database, openDatabase } from '../platform/postgres/database.ts';
import { migrate } from '../platform/postgres/migrate.ts';
import { STREAM_NAMES, type StreamName } from './definitions.ts';
import { StreamReplica, type StreamReplicaOptions } from './query/stream-replica.ts';

/** Storage and bus of one stream: a schema of its own, maybe in a database of its own. */
export interface StreamStorage {
  readonly stream: StreamName;
  readonly database: Database;
  readonly bus: EventBus;
  /** A copy that series may be read from; undefined where there is none. */
  readonly replica?: StreamReplica | undefined;
  /** Creates or updates the schema, unless the signal aborts. Safe to run at any time, by several processes. */
  migrate(signal?: AbortSignal): Promise<void>;
}

/** The storage of the three streams, each on its own. */
export type Streams = Readonly<Record<StreamName, StreamStorage>>;

export interface OpenStreamsOptions {
  readonly urls: Readonly<Record<StreamName, string>>;
  readonly openBus: (database: Database) => EventBus;
  readonly replicas?: OpenReplicas | undefined;
  /** Folders of further migrations that run in each stream's schema. */
  readonly migrations: readonly URL[];
}

/** How replicas are opened. */
export interface OpenReplicas extends Pick<StreamReplicaOptions, 'maxLagMs' | 'log'> {
  readonly urls: Readonly<Record<StreamName, string | undefined>>;
}

/** Opens the storage of every stream. Nothing connects yet: a database that is down is seen when it is used. */
export function openStreams({
  urls,
  openBus,
  replicas,
  migrations,
}: OpenStreamsOptions): Streams & { close(): Promise<void> } {
  const copies: Database[] = [];
  const openReplica = (stream: StreamName, primary: Database): StreamReplica | undefined => {
    const url = replicas?.urls[stream];
    if (replicas === undefined || url === undefined) return undefined;
    const copy = openDatabase({ url, schema: stream });
    copies.push(copy);
    const { maxLagMs, log } = replicas;
    return new StreamReplica({
      stream,
      primary: primary.sql,
      openHead: () => openDatabase({ url: urls[stream], schema: stream, max: 1 }),
      replica: copy.sql,
      maxLagMs,
      log,
    });
  };
  const open = (stream: StreamName): StreamStorage => {
    const url = urls[stream];
    const database = openDatabase({ url, schema: stream });
    return {
      stream,
      database,
      bus: openBus(database),
      replica: openReplica(stream, database),
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
      const opened = STREAM_NAMES.flatMap((stream) => [streams[stream].database, streams[stream].replica]);
      await Promise.all([...opened, ...copies].map((one) => one?.close()));
    },
  };
}
