import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { DescService } from '@bufbuild/protobuf';
import { type Client, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { type Logger, pino } from 'pino';
import { expandRoles } from '../roles/role-names.ts';
import { startServer } from '../server.ts';
import { sample } from '../streams/testing/samples.ts';
import { openTestNode, type TestNode } from '../streams/testing/test-node.ts';

/** For tests: a whole server in this process, on a database, a home and a source folder of its own. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly home: TestNode;
  /** Folder that the parsers look at. */
  readonly exports: string;
  /** Puts a real export into the source folder, under its own name or another. */
  put(path: string, name?: string): Promise<void>;
  /** A Connect client over HTTP. */
  client<Service extends DescService>(service: Service, headers?: Record<string, string>): Client<Service>;
  /** What `GET /readyz` answers. */
  readyz(): Promise<Readiness>;
  /** Ends the server; the database stays until it is disposed of. */
  close(): Promise<void>;
}

/** For tests: the body of `/readyz` and its HTTP status. */
export interface Readiness {
  readonly httpStatus: number;
  readonly status: string;
  readonly streams: readonly { stream: string; state: string }[];
  readonly roles: readonly { role: string; state: string }[];
}

/** Everybody may read, as often as they like. */
const OPEN = { WATTLET_OPEN_DATA: '1', CALLS_PER_MINUTE: '0' };

/** For tests: starts every role; `env` is put over the test's settings. */
export async function startTestServer(
  env: Record<string, string> = {},
  log: Logger = pino({ level: 'silent' }),
): Promise<TestServer> {
  const root = await mkdtemp(join(tmpdir(), 'wattlet-server-'));
  const exports = join(root, 'exports');
  await mkdir(exports);
  const home = await openTestNode({ SOURCE_URL: exports, POLL_SECONDS: '1', ...OPEN, ...env });
  const server = await startServer({ node: home.node, roles: expandRoles([]), log });
  const { url } = server;
  if (url === undefined) throw new Error('the server has no API');
  return {
    url,
    home,
    exports,
    put: (path, name = basename(path)) => writeFile(join(exports, name), sample(path)),
    client(service, headers = {}) {
      const transport = createConnectTransport({
        baseUrl: url,
        httpVersion: '1.1',
        interceptors: [
          (next) => (request) => {
            for (const [name, value] of Object.entries(headers)) request.header.set(name, value);
            return next(request);
          },
        ],
      });
      return createClient(service, transport);
    },
    async readyz() {
      const response = await fetch(`${url}/readyz`);
      const body = (await response.json()) as Omit<Readiness, 'httpStatus'>;
      return { httpStatus: response.status, ...body };
    },
    close: () => server.close(),
    async [Symbol.asyncDispose]() {
      await server.close();
      await home[Symbol.asyncDispose]();
      await rm(root, { recursive: true });
    },
  };
}
