import { join } from 'node:path';
import type { Config } from './config.ts';
import type { BlobStore } from './platform/blobs/blob-store.ts';
import { DirectoryBlobs } from './platform/blobs/directory-blobs.ts';
import { openPostgresBus, POSTGRES_BUS_MIGRATIONS } from './platform/bus/postgres-bus.ts';
import type { Log } from './platform/log.ts';
import { openEmbeddedCluster } from './platform/postgres/embedded-cluster.ts';
import type { FileSource } from './platform/sources/file-source.ts';
import { openSource } from './platform/sources/open-source.ts';
import { STREAM_NAMES, type StreamName } from './streams/definitions.ts';
import { openStreams, type Streams } from './streams/open-streams.ts';

/** What every command and every role stands on: storage, object store and source. */
export interface WattletNode extends AsyncDisposable {
  readonly config: Config;
  readonly log: Log;
  readonly streams: Streams;
  readonly blobs: BlobStore;
  /** Undefined where no source is configured. */
  readonly source: FileSource | undefined;
}

/**
 * Opens what the configuration names. PostgreSQL is started under the home folder where a stream has no database
 * of its own; it is shared with other processes of that home and stops with the last of them.
 */
export async function openNode(config: Config, log: Log): Promise<WattletNode> {
  const needsCluster = STREAM_NAMES.some((stream) => config.databaseUrls[stream] === undefined);
  const cluster = needsCluster ? await openEmbeddedCluster({ home: config.home, log }) : undefined;
  const urlOf = (stream: StreamName): string => {
    const url = config.databaseUrls[stream] ?? cluster?.url;
    if (url === undefined) throw new Error(`stream ${stream} has no database`);
    return url;
  };
  const streams = openStreams({
    urls: { load: urlOf('load'), generation: urlOf('generation'), flows: urlOf('flows') },
    openBus: (database) => openPostgresBus({ database, log }),
    migrations: [POSTGRES_BUS_MIGRATIONS],
  });
  const blobs = await DirectoryBlobs.open(join(config.home, 'objects'));
  const source = config.sourceUrl === undefined ? undefined : openConfiguredSource(config, log);
  return {
    config,
    log,
    streams,
    blobs,
    source,
    async [Symbol.asyncDispose]() {
      await streams.close();
      await cluster?.close();
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
