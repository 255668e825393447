import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SOURCE_FLAGS } from '../scripts/lib/source-flags.mjs';

/** What a process that holds streams is told. Numbers beyond what JSON holds are text. */
export type WatchersOrder =
  | { order: 'open'; port: number; token: string; conversationIds: readonly string[] }
  /** Wait until every stream has got a change of the series. */
  | { order: 'all' }
  /** Wait until those who watch a conversation have got a change of it. */
  | { order: 'one'; conversationId: string }
  /** Wait until every stream stands at the revision of the series, and at the change of its conversation. */
  | { order: 'place'; revision: string; changes: readonly (readonly [string, string])[] }
  /** Count what was lost and what came twice. */
  | { order: 'check' };

/** What it says. `at`: nanoseconds of the monotonic clock. */
export type WatchersReport =
  | { said: 'open' }
  | { said: 'waiting' }
  | { said: 'reached'; at: string }
  | { said: 'checked'; lost: number; doubled: number };

const CHILD = fileURLToPath(new URL('live-watchers-child.ts', import.meta.url));
/** Beside the streams: the database, files, and what Node has open. */
const OTHER_FILES = 300;

/** Live streams in processes of their own, which report when something has reached them. */
export class LiveWatchers implements AsyncDisposable {
  readonly #children: ChildProcess[];
  /** Which process watches a conversation. */
  readonly #holders = new Map<string, ChildProcess>();

  constructor(processes: number) {
    this.#children = Array.from({ length: processes }, () => fork(CHILD, { execArgv: [...SOURCE_FLAGS] }));
  }

  /** Opens a stream for each conversation, shared out among the processes; resolves when all have begun. */
  async open(port: number, token: string, conversationIds: readonly string[]): Promise<void> {
    const share = Math.ceil(conversationIds.length / this.#children.length);
    const opened = this.#children.map(async (child, index) => {
      const ids = conversationIds.slice(index * share, (index + 1) * share);
      for (const id of ids) this.#holders.set(id, child);
      await this.#ask(child, { order: 'open', port, token, conversationIds: ids }, 'open');
    });
    await Promise.all(opened);
  }

  /** Does something that changes the series; milliseconds from when it was done until the last stream has it. */
  async untilAll(change: () => Promise<unknown>): Promise<number> {
    await this.#askAll({ order: 'all' }, 'waiting');
    const reached = this.#hearAll('reached');
    await change();
    return msBetween(process.hrtime.bigint(), await reached);
  }

  /** Changes one conversation; milliseconds from when that began until whoever watches it has it. */
  async untilOne(conversationId: string, change: () => Promise<unknown>): Promise<number> {
    const holder = this.#holders.get(conversationId);
    if (!holder) throw new Error(`nobody watches the conversation ${conversationId}`);
    await this.#ask(holder, { order: 'one', conversationId }, 'waiting');
    const reached = this.#hear(holder, 'reached');
    const began = process.hrtime.bigint();
    await change();
    return msBetween(began, [await reached]);
  }

  /** When the last stream stands at a place of the series and of its conversation, by the monotonic clock. */
  async reachPlace(revision: bigint, changes: ReadonlyMap<string, bigint>): Promise<bigint> {
    const reached = this.#hearAll('reached');
    const texts = [...changes].map(([id, change]) => [id, String(change)] as const);
    for (const child of this.#children) {
      child.send({ order: 'place', revision: String(revision), changes: texts } satisfies WatchersOrder);
    }
    return latest(await reached);
  }

  /** How many changes were missed and how many came twice, over all streams since they were opened. */
  async check(): Promise<{ readonly lost: number; readonly doubled: number }> {
    const reports = await this.#askAll({ order: 'check' }, 'checked');
    return {
      lost: reports.reduce((sum, { lost }) => sum + lost, 0),
      doubled: reports.reduce((sum, { doubled }) => sum + doubled, 0),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const running = this.#children.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    const ended = running.map((child) => once(child, 'exit'));
    for (const child of running) child.kill();
    await Promise.all(ended);
  }

  #askAll<Said extends WatchersReport['said']>(order: WatchersOrder, said: Said) {
    return Promise.all(this.#children.map((child) => this.#ask(child, order, said)));
  }

  #hearAll<Said extends WatchersReport['said']>(said: Said) {
    return Promise.all(this.#children.map((child) => this.#hear(child, said)));
  }

  #ask<Said extends WatchersReport['said']>(child: ChildProcess, order: WatchersOrder, said: Said) {
    const heard = this.#hear(child, said);
    child.send(order);
    return heard;
  }

  /** @throws if the process ends. */
  #hear<Said extends WatchersReport['said']>(
    child: ChildProcess,
    said: Said,
  ): Promise<Extract<WatchersReport, { said: Said }>> {
    return new Promise((resolve, reject) => {
      const isSaid = (report: WatchersReport): report is Extract<WatchersReport, { said: Said }> =>
        report.said === said;
      const onMessage = (report: WatchersReport) => {
        if (!isSaid(report)) return;
        stop();
        resolve(report);
      };
      const onExit = () => {
        stop();
        reject(new Error('a process that holds streams has ended'));
      };
      const stop = () => {
        child.off('message', onMessage);
        child.off('exit', onExit);
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
    });
  }
}

/** @throws with what to do, if a process may not open files for so many sockets. */
export function requireSockets(streams: number): void {
  const needed = streams + OTHER_FILES;
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  if (limit === 'unlimited' || Number(limit) >= needed) return;
  throw new Error(
    `${streams} streams need ${needed} open files in one process, and ${limit} are allowed: run \`ulimit -n ${needed}\` first`,
  );
}

function latest(reports: readonly { readonly at: string }[]): bigint {
  const times = reports.map(({ at }) => BigInt(at)).sort((a, b) => (a < b ? -1 : 1));
  return times.at(-1) ?? 0n;
}

function msBetween(began: bigint, reports: readonly { readonly at: string }[]): number {
  return Number(latest(reports) - began) / 1e6;
}
