import { randomBytes } from 'node:crypto';
import * as library from '@node-rs/argon2';
import pLimit, { type LimitFunction } from 'p-limit';
import { tooMany } from '../rpc/errors.ts';
import { normalizePassword } from './password-text.ts';

/** Costs of one hash with argon2id (RFC 9106). */
export interface Argon2Costs {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The least that OWASP advises (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
export const ARGON2_COSTS: Argon2Costs = { memoryKib: 19_456, passes: 2, lanes: 1 };

/** Node has four threads for this, for files and for names: one stays free. */
const AT_ONCE = 3;
/** A few seconds of work: whoever comes later is told to come back. */
const WAITING = 100;
const RETRY_AFTER_MS = 2_000;

export interface PasswordHasherOptions {
  readonly costs?: Argon2Costs;
  /** Hashes that are computed at once. */
  readonly atOnce?: number;
  /** Most that wait for their turn. */
  readonly waiting?: number;
  /** What computes hashes. */
  readonly argon2?: Argon2;
}

/** Where all of the work is that a password costs. */
export type Argon2 = Pick<typeof library, 'hash' | 'verify'>;

/**
 * Hashes passwords with argon2id, a bounded number at once; with too many waiting it rejects with `resource_exhausted`.
 * Passwords are taken in their NFKC form.
 */
export class PasswordHasher {
  readonly #costs: Argon2Costs;
  readonly #limit: LimitFunction;
  readonly #waiting: number;
  readonly #argon2: Argon2;
  readonly #nobodys: string;

  /** `nobodys` is what passwords of unknown people are compared to. */
  private constructor(options: Required<PasswordHasherOptions>, nobodys: string) {
    this.#costs = options.costs;
    this.#limit = pLimit(options.atOnce);
    this.#waiting = options.waiting;
    this.#argon2 = options.argon2;
    this.#nobodys = nobodys;
  }

  static async create(options: PasswordHasherOptions = {}): Promise<PasswordHasher> {
    const { costs = ARGON2_COSTS, atOnce = AT_ONCE, waiting = WAITING, argon2 = library } = options;
    const nobodys = await argon2.hash(randomBytes(32), argon2Options(costs));
    return new PasswordHasher({ costs, atOnce, waiting, argon2 }, nobodys);
  }

  /** A new hash in PHC form, salted. */
  hash(password: string, signal?: AbortSignal): Promise<string> {
    return this.#inTurn(
      () => this.#argon2.hash(normalizePassword(password), argon2Options(this.#costs)),
      signal,
    );
  }

  /** Compares. Without a stored hash it is false, and takes as long as with one. */
  async verify(stored: string | undefined, password: string, signal?: AbortSignal): Promise<boolean> {
    const normal = normalizePassword(password);
    const equal = await this.#inTurn(() => this.#argon2.verify(stored ?? this.#nobodys, normal), signal);
    return stored !== undefined && equal;
  }

  /** True if the hash was made at other costs than today's. */
  needsRehash(stored: string): boolean {
    const { memoryKib, passes, lanes } = this.#costs;
    return !stored.startsWith(`$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$`);
  }

  async #inTurn<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (this.#limit.pendingCount >= this.#waiting) {
      throw tooMany({
        reason: 'BUSY',
        message: 'too many people are signing in at this moment: try again in a few seconds',
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    return this.#limit(() => {
      signal?.throwIfAborted();
      return work();
    });
  }
}

// The default algorithm is argon2id, version 19.
const argon2Options = ({ memoryKib, passes, lanes }: Argon2Costs) => ({
  memoryCost: memoryKib,
  timeCost: passes,
  parallelism: lanes,
});
