import { openEmbeddedCluster } from '../../packages/server/src/platform/postgres/embedded-cluster.ts';
import { freePorts } from '../lib/java-server.mjs';

/**
 * Starts a PostgreSQL with its data below a folder, that may be stopped and comes back on the same port.
 *
 * @param {{ home: string, log: import('../../packages/server/src/platform/log.ts').Log, signal: AbortSignal }} options
 */
export async function startPostgres({ home, log, signal }) {
  const [preferredPort] = await freePorts(1);
  let cluster = await openEmbeddedCluster({ home, log, signal, preferredPort });
  const { url } = cluster;
  const stop = async () => {
    const running = cluster;
    cluster = undefined;
    await running?.close();
  };
  const start = async () => {
    cluster ??= await openEmbeddedCluster({ home, log, preferredPort: Number(new URL(url).port) });
    if (cluster.url !== url) throw new Error('another program has taken the port of PostgreSQL meanwhile');
  };
  return { url, start, stop, [Symbol.asyncDispose]: stop };
}
