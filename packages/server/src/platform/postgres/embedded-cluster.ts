import type { Log } from '../log.ts';
import { ClusterLease } from './embedded/cluster-lease.ts';
import { clusterPaths } from './embedded/cluster-paths.ts';
import { findServerBinaries } from './embedded/server-binaries.ts';

export interface EmbeddedClusterOptions {
  /** Folder of the cluster's data, password and log; created if missing. */
  readonly home: string;
  /** Port of a server that has to be started, if it is free; any free one unless given. */
  readonly preferredPort?: number | undefined;
  /** Gives up opening. A cluster that is open is not affected. */
  readonly signal?: AbortSignal;
  readonly log: Log;
}

/** A PostgreSQL server of our own. */
export interface EmbeddedCluster {
  /** Of the database `wattlet`, with the password of its superuser. */
  readonly url: string;
  /** Stops using the server. The last one to close a home's server stops it. */
  close(): Promise<void>;
}

/**
 * Opens the PostgreSQL server that keeps its data under a home folder, on a free port of 127.0.0.1.
 *
 * Any number of processes may open one home: the first starts the server, the others adopt it, the last
 * to close stops it. The server survives a process that is killed, and the next one adopts it. If the server
 * dies while it is in use, it is started again, on the same port unless that was taken.
 *
 * @throws if there is no PostgreSQL for this platform, or it does not start; the message says what to do.
 */
export async function openEmbeddedCluster(options: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const binaries = await findServerBinaries();
  const paths = await clusterPaths(options.home);
  const lease = await ClusterLease.take({ paths, binaries, log: options.log }, options);
  return { url: lease.url, close: () => lease.release() };
}
