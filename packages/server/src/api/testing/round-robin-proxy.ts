import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { listeningPort } from '../../platform/sources/listening-port.ts';

/** For tests: what stands before many API nodes. */
export interface RoundRobinProxy extends AsyncDisposable {
  readonly url: string;
  /** Requests that each node got. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * For tests: passes each request on to the next node in turn; one that takes no connection is left out. `nodes` may change at any
 * time.
 */
export async function startRoundRobinProxy(nodes: () => readonly string[]): Promise<RoundRobinProxy> {
  const counts = new Map<string, number>();
  let turn = 0;
  const server = createServer((incoming, answer) => {
    const pass = (tries: number): void => {
      const urls = nodes();
      const node = urls[turn++ % urls.length];
      if (node === undefined || tries > urls.length) {
        answer.writeHead(503).end();
        return;
      }
      const { method, headers, url } = incoming;
      const outgoing = request(new URL(url ?? '/', node), { method, headers, agent: false }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        answer.flushHeaders();
        response.pipe(answer);
        response.on('error', () => answer.destroy());
      });
      outgoing.once('socket', (socket) => {
        socket.once('connect', () => {
          counts.set(node, (counts.get(node) ?? 0) + 1);
          incoming.pipe(outgoing);
        });
      });
      outgoing.on('error', (error) => {
        if ('code' in error && error.code === 'ECONNREFUSED') pass(tries + 1);
        else answer.destroy();
      });
      answer.on('close', () => outgoing.destroy());
    };
    pass(1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${listeningPort(server)}`,
    counts,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
