import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../lib/repository.mjs';
import { CHILD_FLAGS } from '../lib/source-flags.mjs';

const WATTLET = [...CHILD_FLAGS, join(root, 'packages/server/src/cli/main.ts')];
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** One that ran for so long has not failed at its start. */
const STEADY_MS = 30_000;
/** Longest that one may take to end. */
const END_MS = 20_000;

/** Processes that are kept running: one that ends is started again, after a pause that grows while it does not last. */
export class ServiceProcesses {
  #options;
  #stop = new AbortController();
  #running = new Map();
  #resting = new Map();
  #loops = [];

  /**
   * @param {object} options
   * @param {ReturnType<import('./service-list.mjs').serviceList>} options.services
   * @param {string} options.home
   * @param {(line: string) => void} options.say
   * @param {number} [options.longestPauseMs] before one that does not last is started again
   * @param {(name: string, how: number | string) => void} [options.ended] hears which has ended by which code or signal
   */
  constructor(options) {
    this.#options = options;
  }

  start() {
    this.#loops = this.#options.services.map((service) => this.#keep(service));
  }

  /** The process that is a service now; undefined between two of them. */
  pidOf(name) {
    return this.#running.get(name);
  }

  /** Tells a service to end, and does not start it again: until the function is called that this resolves to once it has. */
  async rest(name) {
    const [begun, over] = [Promise.withResolvers(), Promise.withResolvers()];
    this.#resting.set(name, { begin: begun.resolve, over: over.promise, end: over.resolve });
    const pid = this.#running.get(name);
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
    await begun.promise;
    return () => {
      this.#resting.delete(name);
      over.resolve();
    };
  }

  async [Symbol.asyncDispose]() {
    this.#stop.abort();
    for (const { end } of this.#resting.values()) end();
    await Promise.all(this.#loops);
  }

  async #keep(service) {
    const { signal } = this.#stop;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const rest = this.#resting.get(service.name);
      if (rest) {
        rest.begin();
        await rest.over;
        pauseMs = FIRST_PAUSE_MS;
        continue;
      }
      const startedAt = performance.now();
      const how = await this.#run(service);
      if (signal.aborted) return;
      // One that is told to end before it listens to that ends by the signal.
      if (this.#resting.has(service.name) && (how === 0 || how === 'SIGTERM')) continue;
      this.#options.ended?.(service.name, how);
      if (performance.now() - startedAt > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      this.#options.say(`${service.name} has ended and is started again`);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, this.#options.longestPauseMs ?? LONGEST_PAUSE_MS);
    }
  }

  /** Runs it to its end, and returns its code or signal. */
  async #run({ name, role, env }) {
    const { home } = this.#options;
    const log = openSync(join(home, 'log', `${name}.log`), 'a');
    const child = spawn(process.execPath, [...WATTLET, 'serve', '--role', role], {
      cwd: root,
      env,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#note(name, child.pid);
    const ended = once(child, 'exit').catch((error) => [error.code]);
    const end = async () => {
      child.kill('SIGTERM');
      const late = await Promise.race([ended.then(() => false), delay(END_MS, true, { ref: false })]);
      if (late) child.kill('SIGKILL');
    };
    this.#stop.signal.addEventListener('abort', end, { once: true });
    if (this.#stop.signal.aborted) await end();
    const [code, signal] = await ended;
    this.#stop.signal.removeEventListener('abort', end);
    this.#note(name, undefined);
    return code ?? signal;
  }

  /** Whoever wants to see which process is what finds it in `processes.json`. */
  #note(name, pid) {
    if (pid === undefined) this.#running.delete(name);
    else this.#running.set(name, pid);
    const path = join(this.#options.home, 'processes.json');
    writeFileSync(path, `${JSON.stringify(Object.fromEntries(this.#running), undefined, 2)}\n`);
  }
}
