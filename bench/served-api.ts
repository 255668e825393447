import { commandLog } from '../packages/server/src/cli/with-node.ts';
import type { Config } from '../packages/server/src/config.ts';
import { startServer } from '../packages/server/src/server.ts';
import type { BenchNode } from './bench-node.ts';

/** The API of a node, over HTTP on a free port. */
export interface ServedApi extends AsyncDisposable {
  /** Calls a method with JSON by the Connect protocol and reads the whole answer. */
  call(method: string, request: object, headers?: Readonly<Record<string, string>>): Promise<string>;
}

/** Serves the API of a node, without limits on how often it is called. Other settings may be put over the node's. */
export async function serveApi({ node }: BenchNode, settings: Partial<Config> = {}): Promise<ServedApi> {
  await node.platform.migrate();
  const config = { ...node.config, ...settings, port: 0, callsPerMinute: 0 };
  const log = commandLog('silent');
  const server = await startServer({ node: { ...node, config }, roles: new Set(['api']), log });
  return {
    async call(method, request, headers = {}) {
      const response = await fetch(`${server.url}/wattlet.v1.${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(request),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} answered ${response.status}: ${text}`);
      return text;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
