import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SOURCE_FLAGS } from '../lib/source-flags.mjs';

const CHILD = fileURLToPath(new URL('visitors-child.mjs', import.meta.url));

/** Processes that play users, each an equal share of them. */
export class Visitors {
  #children;

  constructor(processes) {
    this.#children = Array.from({ length: processes }, () => fork(CHILD, { execArgv: SOURCE_FLAGS }));
  }

  async untilReady() {
    await Promise.all(this.#children.map((child) => hear(child, 'ready')));
  }

  /** Begins visits; `startedAt` is when their time 0 is, epoch milliseconds. */
  start(visits, startedAt) {
    const count = this.#children.length;
    for (const [index, child] of this.#children.entries())
      child.send({ order: 'start', visits: visits.filter((_, at) => at % count === index), startedAt });
  }

  /**
   * Waits until every call that was due is over and those who watch have heard of what changed.
   *
   * @param {Record<string, number>} revisions the last one that changed a country, by its map code
   * @param {number} reachMs how long those may take who have not; then it is an error
   * @returns what each process has to report
   */
  async finish(revisions, reachMs) {
    return await this.#askAll({ order: 'finish', revisions, reachMs }, 'report');
  }

  /** Lets everybody leave their page. */
  async leave() {
    await this.#askAll({ order: 'leave' }, 'left');
  }

  async [Symbol.asyncDispose]() {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.kill();
        await ended;
      }),
    );
  }

  #askAll(message, answer) {
    return Promise.all(
      this.#children.map((child) => {
        const heard = hear(child, answer);
        child.send(message);
        return heard;
      }),
    );
  }
}

/** The next message of this kind; rejects where the process ends before. */
function hear(child, kind) {
  return new Promise((resolve, reject) => {
    const settle = (act) => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      act();
    };
    const onMessage = (message) => message.said === kind && settle(() => resolve(message));
    const onExit = (code) =>
      settle(() => reject(new Error(`a process that plays users has ended with ${code}`)));
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
