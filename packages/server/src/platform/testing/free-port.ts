import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { hasCode } from '../has-code.ts';

/**
 * For tests: a port of 127.0.0.1 on which nobody listens. It is below those that systems give to connections that go out
 * (32768 and up), so that who stops listening finds it free again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(() => true, unlessTaken);
    if (!isFree) continue;
    await once(server.close(), 'close');
    return port;
  }
}

function unlessTaken(error: unknown): boolean {
  if (hasCode(error, 'EADDRINUSE')) return false;
  throw error;
}
