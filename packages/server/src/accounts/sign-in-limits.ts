import type { AnySql } from '../platform/postgres/database.ts';
import { addressBlock } from './address-block.ts';
import { AttemptLimiter } from './attempt-limiter.ts';

/** Who tries to sign in, and from where. */
export interface SignInAttempt {
  /** As it was typed; need not be of an account. */
  readonly email: string;
  readonly address: string;
  /** True if the account was signed in to from this address before. */
  readonly isKnownAddress: boolean;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Wrong passwords for one account from one address. */
const PAIR = { name: 'pair', attempts: 10, windowSeconds: 15 * MINUTE };
/** Wrong passwords from one address, which an office may share, for whatever accounts. */
const ADDRESS = { name: 'address', attempts: 100, windowSeconds: 15 * MINUTE };
/** Wrong passwords for one account from all addresses together that nobody was signed in to it from. */
const STRANGERS = { name: 'strangers', attempts: 30, windowSeconds: HOUR };
/** New accounts, and questions whether an address is taken, from one address. */
const SIGN_UP = { name: 'sign-up', attempts: 20, windowSeconds: HOUR };

/**
 * How often passwords may be tried, and accounts made. Guessing at an account from many addresses ends up with 30
 * attempts an hour, but never bars the places that its owner signed in from before: nobody can lock
 * somebody else out of them. Counts for known and unknown e-mail addresses alike.
 */
export class SignInLimits {
  readonly #pair: AttemptLimiter;
  readonly #address: AttemptLimiter;
  readonly #strangers: AttemptLimiter;
  readonly #signUp: AttemptLimiter;

  constructor(sql: AnySql) {
    this.#pair = new AttemptLimiter(sql, PAIR);
    this.#address = new AttemptLimiter(sql, ADDRESS);
    this.#strangers = new AttemptLimiter(sql, STRANGERS);
    this.#signUp = new AttemptLimiter(sql, SIGN_UP);
  }

  /**
   * Counts an attempt, before its password is looked at.
   *
   * @throws `resource_exhausted` with the time to wait, if there were too many.
   */
  async countAttempt(attempt: SignInAttempt): Promise<void> {
    await this.#address.count(addressBlock(attempt.address));
    await this.#pair.count(pairOf(attempt));
    if (!attempt.isKnownAddress) await this.#strangers.count(nameOf(attempt));
  }

  /** Takes back what an attempt with the right password counted. */
  async forgive(attempt: SignInAttempt): Promise<void> {
    await this.#address.uncount(addressBlock(attempt.address));
    await this.#pair.forget(pairOf(attempt));
    if (!attempt.isKnownAddress) await this.#strangers.uncount(nameOf(attempt));
  }

  /**
   * Counts an attempt to make an account, or to take another e-mail address.
   *
   * @throws `resource_exhausted` with the time to wait, if there were too many.
   */
  async countSignUp(address: string): Promise<void> {
    await this.#signUp.count(addressBlock(address));
  }
}

const nameOf = ({ email }: SignInAttempt): string => email.trim().toLowerCase();
const pairOf = (attempt: SignInAttempt): string => `${nameOf(attempt)} ${addressBlock(attempt.address)}`;
