import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startRoundRobinProxy } from '../api/testing/round-robin-proxy.ts';
import { readConfig } from '../config.ts';
import { openNode } from '../node.ts';
import { type Server, startServer } from '../server.ts';
import { type AccessServer, startAccessServer } from './access-server.ts';
import { rolesUp } from './roles-up.ts';

/** For tests: another API node. */
export interface ApiNode {
  readonly url: string;
  readonly server: Server;
  close(): Promise<void>;
}

/** For tests: API nodes that share nothing but their databases, and what stands before them. */
export interface ApiNodes extends AsyncDisposable {
  /** The first of them. */
  readonly first: AccessServer;
  /** The second. */
  readonly second: ApiNode;
  /** Their addresses, as what stands before them knows them. */
  readonly up: Set<string>;
  /** The address of both: each request goes to the next one. */
  readonly url: string;
}

/** For tests: starts two. */
export async function startApiNodes(env: Record<string, string> = {}): Promise<ApiNodes> {
  const shared = { WATTLET_SECRET: randomBytes(32).toString('base64'), WATTLET_OPEN_DATA: '1', ...env };
  const first = await startAccessServer(shared);
  const second = await startApiNode(first, shared);
  const up = new Set([first.url, second.url]);
  const proxy = await startRoundRobinProxy(() => [...up]);
  return {
    first,
    second,
    up,
    url: proxy.url,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await second.close();
      await first[Symbol.asyncDispose]();
    },
  };
}

/** For tests: a node with the role `api`, on the databases of another one, with a home of its own. */
export async function startApiNode(
  { home: { config } }: AccessServer,
  env: Record<string, string>,
): Promise<ApiNode> {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-node-'));
  const log = pino({ level: 'silent' });
  const own = readConfig({
    CALLS_PER_MINUTE: '0',
    PORT: '0',
    DATABASE_URL: config.platformDatabaseUrl,
    WATTLET_HOME: folder,
    ...env,
  });
  const node = await openNode(own, log);
  const server = await startServer({ node, roles: new Set(['api']), log, streamCheckMs: 100 });
  const { url = '' } = server;
  await rolesUp(url);
  let closed: Promise<void> | undefined;
  const close = async () => {
    await server.close();
    await node[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  };
  return {
    url,
    server,
    close() {
      closed ??= close();
      return closed;
    },
  };
}
