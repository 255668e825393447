import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../platform/log.ts';

/** A part of the server that runs on its own and may fail on its own. */
export interface Role {
  /** For example `importer:load`. */
  readonly name: string;
  /**
   * Works until the signal aborts; calls `ready` once it does its work, and `failing` when it no longer does but knows better than
   * its supervisor when to try again. Rejecting means it failed.
   */
  readonly run: (signal: AbortSignal, ready: () => void, failing: Failing) => Promise<void>;
}

/** Says that a role does not do its work, why, and in how many milliseconds it tries again. */
export type Failing = (error: unknown, retryMs: number) => void;

export type RoleState = 'starting' | 'up' | 'down';

export interface RoleStatus {
  readonly role: string;
  readonly state: RoleState;
  readonly since: Date;
  /** Why it is down; empty otherwise. */
  readonly reason: string;
}

export interface SupervisorOptions {
  readonly log: Log;
  /** First wait after a failure; doubles up to `maxBackoffMs`. */
  readonly minBackoffMs?: number;
  readonly maxBackoffMs?: number;
  /** How long roles may take to end. */
  readonly endMs?: number;
}

/** Keeps roles running: one that fails is started again with back-off, and the others do not notice. */
export class Supervisor {
  readonly #options: Required<SupervisorOptions>;
  readonly #status = new Map<string, RoleStatus>();
  readonly #running: Promise<void>[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = { minBackoffMs: 500, maxBackoffMs: 15_000, endMs: 1_500, ...options };
  }

  /** Runs the role until the signal aborts. */
  start(role: Role, signal: AbortSignal): void {
    this.#running.push(this.#supervise(role, signal));
  }

  /**
   * Resolves when every role has ended, after their signal was aborted. One that hangs at something silent is given up
   * after a while: closing the databases ends it.
   */
  async ended(): Promise<void> {
    const { log, endMs } = this.#options;
    const timer = new AbortController();
    const late = delay(endMs, true, { signal: timer.signal }).catch(() => false);
    if (await Promise.race([Promise.all(this.#running).then(() => false), late]))
      log.warn({ waitedMs: endMs }, 'some roles did not end in time and are given up');
    timer.abort();
  }

  statuses(): RoleStatus[] {
    return [...this.#status.values()];
  }

  async #supervise(role: Role, signal: AbortSignal): Promise<void> {
    const { minBackoffMs, maxBackoffMs } = this.#options;
    const failing = (error: unknown, retryMs: number) => this.#fail(role, error, retryMs);
    let backoffMs = minBackoffMs;
    while (!signal.aborted) {
      if (this.#status.get(role.name)?.state !== 'down') this.#set(role, 'starting');
      try {
        const ready = () => {
          backoffMs = minBackoffMs;
          this.#set(role, 'up');
        };
        await role.run(signal, ready, failing);
        if (signal.aborted) break;
        throw new Error('it ended by itself');
      } catch (error) {
        if (signal.aborted) break;
        failing(error, backoffMs);
        await delay(backoffMs, undefined, { signal }).catch(() => undefined);
        backoffMs = Math.min(backoffMs * 2, maxBackoffMs);
      }
    }
  }

  #fail(role: Role, error: unknown, retryMs: number): void {
    const { log } = this.#options;
    const reason = reasonOf(error);
    log.error({ role: role.name, reason, retryMs }, 'role failed');
    log.debug(
      { role: role.name, stack: error instanceof Error ? error.stack : undefined },
      'role failed here',
    );
    this.#set(role, 'down', reason);
  }

  #set(role: Role, state: RoleState, reason = ''): void {
    const before = this.#status.get(role.name);
    if (before?.state === state && before.reason === reason) return;
    this.#status.set(role.name, { role: role.name, state, since: new Date(), reason });
    if (state === 'up' && before?.state === 'down')
      this.#options.log.info({ role: role.name }, 'role is back');
  }
}

/** The message of an error and of what caused it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message || error.name;
  return error.cause === undefined ? message : `${message}: ${reasonOf(error.cause)}`;
}
