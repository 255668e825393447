import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { parse } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode } from '../../has-code.ts';
import type { Postmaster } from './postmaster.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { commandAs, findServerAccount } from './server-account.ts';
import { SERVER_ENVIRONMENT } from './server-environment.ts';
import { serverArguments } from './server-settings.ts';

const POLL_MS = 20;
const ATTEMPTS = 5;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** Another program took the port meanwhile, or processes of a server that was killed are still ending. */
const PASSING =
  /Address already in use|could not create any TCP\/IP sockets|pre-existing shared memory block/;

/** Starts a server that outlives this process, and resolves to its port when it takes connections. */
export async function startServer(
  postmaster: Postmaster,
  { preferredPort, signal }: { preferredPort?: number | undefined; signal: AbortSignal },
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(preferredPort);
    const failure = await tryStart(postmaster, port, signal);
    if (failure === undefined) return port;
    if (attempt === ATTEMPTS || !PASSING.test(failure)) {
      throw new Error(`PostgreSQL did not start. ${postmaster.paths.log} says:\n${failure}`);
    }
    await delay(200 * attempt, undefined, { signal });
  }
}

/** Resolves to undefined when the server is ready, or to what it wrote if it ended. */
async function tryStart(
  { paths, binaries, log }: Postmaster,
  port: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  await rotateLog(paths.log);
  const account = await findServerAccount(paths.data);
  const program = [binaries.postgres, ...serverArguments(paths.data, port)] as const;
  const { file, args, ...ids } = await commandAs(account, [...program], [paths.data]);
  await using output = await open(paths.log, 'a', 0o600);
  const { size: logStart } = await output.stat();
  const child = spawn(file, args, {
    ...ids,
    cwd: parse(file).root,
    env: SERVER_ENVIRONMENT,
    // Its own session: neither Ctrl-C nor the end of this process reaches it.
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  await once(child, 'spawn');
  child.unref();
  try {
    if (await becomesReady(child, paths.data, signal)) {
      log.debug({ pid: child.pid, port }, 'database started');
      return undefined;
    }
  } catch (error) {
    child.kill('SIGINT');
    throw error;
  }
  return (await readFile(paths.log)).subarray(logStart).toString('utf8').trim();
}

/** False if the server ends first. */
async function becomesReady(child: ChildProcess, dataFolder: string, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const file = await readPostmasterFile(dataFolder);
    if (file?.pid === child.pid && file?.status === 'ready') return true;
    await delay(POLL_MS, undefined, { signal });
  }
}

async function freePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await tryListen(preferred)) !== undefined) return preferred;
  const port = await tryListen(0);
  if (port === undefined) throw new Error('There is no free port on 127.0.0.1 for the database.');
  return port;
}

async function tryListen(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : undefined;
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE')) return undefined;
    throw error;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function rotateLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
}
