import { once } from 'node:events';
import { createServer, get, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../lib/setup-error.mjs';

const LOOK_MS = 500;
const ANSWER_MS = 3_000;
/** As the Caddyfile's `lb_try_duration`: so long a request waits for a node that takes it. */
const TRY_MS = 5_000;
const AGAIN_MS = 100;
/** As long as nginx keeps an idle connection; after Node's own 5 s a client's next request may meet its end. */
const KEEP_ALIVE_MS = 75_000;

/**
 * What stands before the API nodes in development, where a deployment has Caddy or nginx: passes each request on to the next
 * node that says by `/readyz` that it is ready, streams as they come.
 *
 * @param {{ nodes: string[], host: string, port: number, tryMs?: number }} options `tryMs` is how long a request waits for a
 *   node, before it is refused with a 503
 */
export async function startProxy({ nodes, host, port, tryMs = TRY_MS }) {
  const stop = new AbortController();
  const ready = new Set();
  const looking = nodes.map((node) => look(node, ready, stop.signal));
  let turn = 0;

  const pass = (incoming, answer, until) => {
    const left = nodes.filter((node) => ready.has(node));
    const node = left[turn++ % left.length];
    if (node === undefined) {
      if (performance.now() >= until) answer.writeHead(503, { 'retry-after': '1' }).end();
      else if (!answer.destroyed) setTimeout(pass, AGAIN_MS, incoming, answer, until);
      return;
    }
    const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress };
    const target = new URL(incoming.url, node);
    const outgoing = request(target, { method: incoming.method, headers, agent: false }, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      answer.flushHeaders();
      response.pipe(answer);
      response.on('error', () => answer.destroy());
    });
    outgoing.once('socket', (socket) => socket.once('connect', () => incoming.pipe(outgoing)));
    outgoing.on('error', (error) => {
      // Its client has gone: the node is as well as before.
      if (answer.destroyed) return;
      ready.delete(node);
      // Nothing of the request has gone anywhere.
      if (error.code === 'ECONNREFUSED') pass(incoming, answer, until);
      else answer.destroy();
    });
    answer.on('close', () => outgoing.destroy());
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, answer) =>
    pass(incoming, answer, performance.now() + tryMs),
  );
  server.listen({ host, port });
  await once(server, 'listening').catch((error) => {
    stop.abort();
    if (error.code !== 'EADDRINUSE') throw error;
    throw new SetupError(`${host}:${port} is taken by another program: set PORT to another one`);
  });
  return {
    url: `http://${host}:${server.address().port}`,
    /** How many nodes are ready. */
    get readyCount() {
      return ready.size;
    },
    /** Resolves when so many nodes are ready, or the signal aborts. */
    async untilReady(count, signal) {
      while (ready.size < count && !signal.aborted)
        await delay(LOOK_MS / 5, undefined, { signal }).catch(() => undefined);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      server.close();
      server.closeAllConnections();
      await Promise.all([once(server, 'close'), ...looking]);
    },
  };
}

/** Asks a node again and again whether it is ready. */
async function look(node, ready, signal) {
  while (!signal.aborted) {
    if (await isReady(node)) ready.add(node);
    else ready.delete(node);
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function isReady(node) {
  const asked = get(`${node}/readyz`, { agent: false, timeout: ANSWER_MS });
  asked.on('timeout', () => asked.destroy());
  try {
    const [response] = await once(asked, 'response');
    response.resume();
    return response.statusCode === 200;
  } catch {
    return false;
  }
}
