import { openPlatform, type Platform } from './accounts/open-platform.ts';
import type { Config } from './config.ts';
import type { BlobStore } from './platform/blobs/blob-store.ts';
import { openBlobs } from './platform/blobs/open-blobs.ts';
import type { EventBus } from './platform/bus/event-bus.ts';
import { openBuses } from './platform/bus/open-buses.ts';
import { POSTGRES_BUS_MIGRATIONS } from './platform/bus/postgres-bus.ts';
import type { Log } from './platform/log.ts';
import { openEmbeddedCluster } from './platform/postgres/embedded-cluster.ts';
import type { FileSource } from './platform/sources/file-source.ts';
import { openSource } from './platform/sources/open-source.ts';
import { STREAM_NAMES, type StreamName } from './streams/definitions.ts';
import { openStreams, type Streams } from './streams/open-streams.ts';
import { tracedBus } from './telemetry/traced-bus.ts';
import { openTracing, type Tracing } from './telemetry/tracing.ts';

/** What every command and every role stands on: storage, object store and source. */
export interface WattletNode extends AsyncDisposable {
  readonly config: Config;
  readonly log: Log;
  readonly streams: Streams;
  readonly platform: Platform;
  readonly blobs: BlobStore;
  /** Undefined where no traces are made. */
  readonly tracing: Tracing | undefined;
  /** Undefined where no source is configured. */
  readonly source: FileSource | undefined;
}

/**
 * Opens what the configuration names. PostgreSQL is started under the home folder where a stream or the platform has
 * no database of its own; it is shared with other processes of that home and stops with the last of them.
 */
export async function openNode(config: Config, log: Log): Promise<WattletNode> {
  // What may be refused comes first: nothing runs yet that would have to be stopped.
  const source = config.sourceUrl === undefined ? undefined : openConfiguredSource(config, log);
  const openBus = openBuses({ kafka: config.kafka, log });
  const blobs = await openBlobs(config.blobs, config.home);
  const needsCluster =
    config.platformDatabaseUrl === undefined ||
    STREAM_NAMES.some((stream) => config.databaseUrls[stream] === undefined);
  const cluster = needsCluster ? await openEmbeddedCluster({ home: config.home, log }) : undefined;
  const orEmbedded = (configured: string | undefined): string => {
    const url = configured ?? cluster?.url;
    if (url === undefined) throw new Error('there is neither a configured nor an embedded database');
    return url;
  };
  const urlOf = (stream: StreamName): string => orEmbedded(config.databaseUrls[stream]);
  const tracing = await openTracing(config);
  const traced = <Bus extends { readonly bus: EventBus }>(storage: Bus): Bus =>
    tracing ? { ...storage, bus: tracedBus(storage.bus, tracing) } : storage;
  const streams = openStreams({
    urls: { load: urlOf('load'), generation: urlOf('generation'), flows: urlOf('flows') },
    openBus,
    replicas: { urls: config.replicaUrls, maxLagMs: config.replicaMaxLagMs, log },
    migrations: [POSTGRES_BUS_MIGRATIONS],
  });
  const platform = openPlatform({ url: orEmbedded(config.platformDatabaseUrl), log, openBus });
  return {
    config,
    log,
    streams: {
      load: traced(streams.load),
      generation: traced(streams.generation),
      flows: traced(streams.flows),
    },
    platform: traced(platform),
    blobs,
    tracing,
    source,
    async [Symbol.asyncDispose]() {
      await Promise.all([streams.close(), platform.close()]);
      await cluster?.close();
      await tracing?.[Symbol.asyncDispose]();
    },
  };
}

function openConfiguredSource(config: Config, log: Log): FileSource {
  return openSource(config.sourceUrl ?? '', {
    password: config.sourcePassword,
    caFile: config.sourceCaFile,
    limits: { maxFileBytes: config.maxFileBytes },
    warn: (message) => log.warn(message),
  });
}
