import { once } from 'node:events';
import { createServer } from 'node:net';
import { hasCode } from '../platform/has-code.ts';

/** So long may a server take to say how it is, in milliseconds. */
const ANSWER_MS = 3_000;

/**
 * Whether a server can listen here, or one of ours does.
 *
 * @returns what was found, in words
 * @throws if something else listens here, or nothing can.
 */
export async function checkPort({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<string> {
  const place = `${host}:${port}`;
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    const status = await statusOf(host, port);
    if (status === undefined) throw new Error(`something else listens on ${place}: end it, or set PORT`);
    return `Wattlet listens on ${place}, and is ${status}`;
  }
  server.close();
  await once(server, 'close');
  return `${place} is free`;
}

/** What the server there says of itself at `/readyz`; undefined if it is none of ours. */
async function statusOf(host: string, port: number): Promise<string | undefined> {
  try {
    const url = `http://${reachable(host)}:${port}/readyz`;
    const answer: unknown = await (await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })).json();
    const isOurs = typeof answer === 'object' && answer !== null && 'streams' in answer && 'status' in answer;
    return isOurs ? String(answer.status) : undefined;
  } catch {
    return undefined;
  }
}

/** An address that reaches a server that listens here: one that listens everywhere is on this machine, too. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
