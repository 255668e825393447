import { once } from 'node:events';

const LOOK_MS = 200;

/**
 * For a script that is a server: starts it, prints where it is, and stops it when the script gets a signal or the process
 * that started the script is gone.
 *
 * @template {{ stop: () => Promise<void> }} Server
 * @param {() => Promise<Server & AsyncDisposable>} start
 * @param {(server: Server) => string} addressOf
 */
export async function serveUntilEnd(start, addressOf) {
  const parent = process.ppid;
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());
  const timer = setInterval(() => process.ppid !== parent && stop.abort(), LOOK_MS);
  try {
    const server = await start();
    process.stdout.write(`${addressOf(server)}\n`);
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    await server[Symbol.asyncDispose]();
  } catch (error) {
    process.stderr.write(`${error.name === 'SetupError' ? error.message : error.stack}\n`);
    process.exitCode = 1;
  } finally {
    clearInterval(timer);
  }
}
