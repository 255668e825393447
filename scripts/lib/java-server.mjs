import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from './setup-error.mjs';

/** Ends with its standard input, so that no server outlives a process that was killed. */
const RUN = '"$@" <&- & read -r _; kill -TERM $!; wait $!';
const START_MS = 120_000;
const LOOK_MS = 100;

/**
 * Starts a program of Java that listens on a port of 127.0.0.1, and waits until it does.
 *
 * @param {string} title for messages
 * @param {{ args: string[], port: number, log: string, ready?: () => Promise<boolean>, env?: NodeJS.ProcessEnv }} options
 *   `args` of java; `log` is a file that gets what it says; `ready` is asked instead of the port
 * @returns {Promise<{ pid: number, ended: Promise<unknown>, stop: () => Promise<void> }>} `stop` ends it in good order
 * @throws {SetupError} with the end of its log, where it ends or does not answer
 */
export async function startJava(title, { args, port, log, ready = () => answers(port), env = process.env }) {
  const output = openSync(log, 'a');
  const child = spawn('sh', ['-c', RUN, 'sh', 'java', ...args], { env, stdio: ['pipe', output, output] });
  closeSync(output);
  // A pipe to a process that has ended is no error of ours.
  child.stdin.on('error', () => {});
  let over = false;
  const ended = once(child, 'exit').then(() => {
    over = true;
  });
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  const limit = Date.now() + START_MS;
  while (!(await ready())) {
    if (over || Date.now() > limit) {
      await stop();
      throw new SetupError(`${title} did not start: ${readFileSync(log, 'utf8').slice(-2_000)}`);
    }
    await delay(LOOK_MS);
  }
  return { pid: child.pid, ended, stop };
}

/** Whether something listens on the port of 127.0.0.1. */
export async function answers(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * Ports of 127.0.0.1 that were free a moment ago, all different. They are below those that systems give to connections that go
 * out (32768 and up), so that a server that is started again finds its own free.
 */
export async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = randomInt(15_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      (error) => {
        if (error.code !== 'EADDRINUSE') throw error;
      },
    );
    if (!isFree) continue;
    ports.add(port);
    await once(server.close(), 'close');
  }
  return [...ports];
}
