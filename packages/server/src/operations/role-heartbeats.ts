import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { inTime } from '../platform/in-time.ts';
import type { Log } from '../platform/log.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { isMissingSchema } from '../platform/postgres/transient-error.ts';
import type { RoleStatus } from '../roles/supervisor.ts';
import {
  forgetProcess,
  type HeardProcess,
  type HeardRole,
  noteRoles,
  rolesOfOthers,
} from './role-heartbeat-store.ts';

/** A process is silent after four that are missed. */
const BEAT_MS = 15_000;
/** Longest waits for the database: for what others said, and for the last word of a process that ends. */
const READ_MS = 2_000;
const END_MS = 1_000;

export interface RoleHeartbeatsOptions {
  /** Database of people and sites, which every process has. */
  readonly sql: Sql;
  /** The roles of this process. */
  readonly roles: () => readonly RoleStatus[];
  readonly log: Log;
  /** Who this process is; by default what the system says. */
  readonly process?: HeardProcess;
  /** 15 seconds unless given. */
  readonly beatMs?: number;
}

/** Tells other processes how the roles of this one are, and hears of theirs. What it stands on may be down: no role notices. */
export class RoleHeartbeats {
  readonly #options: RoleHeartbeatsOptions;
  readonly #process: HeardProcess;
  #beating: Promise<void> = Promise.resolve();
  /** Everything that was said, also what the database has not taken in time. */
  #said: Promise<unknown> = Promise.resolve();
  #isFailing = false;

  constructor(options: RoleHeartbeatsOptions) {
    this.#options = options;
    this.#process = options.process ?? { id: randomUUID(), host: hostname(), pid: process.pid };
  }

  /** Says it now and every 15 seconds, until the signal aborts. */
  start(signal: AbortSignal): void {
    this.#beating = this.#beat(signal);
  }

  /** The roles of this process as they are, and those of others as they said; by name. Never rejects. */
  async all(): Promise<HeardRole[]> {
    const { host, pid } = this.#process;
    const own = this.#options
      .roles()
      .map((status) => ({ ...status, process: `${host}/${pid}`, silentSince: null }));
    // Where this database is away, its own health is not what is missing.
    const others = await inTime(rolesOfOthers(this.#options.sql, this.#process), READ_MS).catch(() => []);
    const nameOf = ({ role, process }: HeardRole) => `${role} ${process}`;
    return [...own, ...others].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  }

  /** Resolves when nothing more is said, after the signal was aborted, and this process is forgotten if that can be done. */
  async ended(): Promise<void> {
    // What comes late would outlive that this process is forgotten.
    const saidAll = this.#beating.then(() => this.#said);
    const end = saidAll.then(() => forgetProcess(this.#options.sql, this.#process));
    await inTime(end, END_MS).catch(() => undefined);
  }

  async #beat(signal: AbortSignal): Promise<void> {
    const { sql, roles, log, beatMs = BEAT_MS } = this.#options;
    while (!signal.aborted) {
      try {
        const said = noteRoles(sql, this.#process, roles());
        // Without results, which would hold those before them for as long as the process runs.
        this.#said = Promise.allSettled([this.#said, said]).then(() => undefined);
        await inTime(said, beatMs);
        this.#isFailing = false;
      } catch (error) {
        // On the first start the tables are just about to be made.
        if (!this.#isFailing && !isMissingSchema(error)) {
          log.warn({ reason: String(error) }, 'other processes do not hear of the roles of this one');
          this.#isFailing = true;
        }
      }
      await delay(beatMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
