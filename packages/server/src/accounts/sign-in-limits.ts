import type { AnySql } from '../platform/postgres/database.ts';
import { tooMany } from '../rpc/errors.ts';
import { addressBlock } from './address-block.ts';
import { AttemptCounters, type LimitedSubject, type LimitState } from './attempt-counters.ts';

/** Who tries to sign in, and from where. */
export interface SignInAttempt {
  /** As it was typed; need not be of an account. */
  readonly email: string;
  readonly address: string;
  /** True if the account was signed in to from this address before. */
  readonly isKnownAddress: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Wrong passwords from one address, which an office may share, for whatever accounts. */
const ADDRESS = { name: 'address', attempts: 100, windowMs: 15 * MINUTE_MS };
/** Wrong passwords for one account from one address. */
const PAIR = { name: 'pair', attempts: 10, windowMs: 15 * MINUTE_MS };
/** Wrong passwords for one account from all addresses together that nobody was signed in to it from. */
const STRANGERS = { name: 'strangers', attempts: 30, windowMs: HOUR_MS, isLast: true } as const;
/** New accounts, and questions whether an address is taken, from one address. */
const SIGN_UP = { name: 'sign-up', attempts: 20, windowMs: HOUR_MS };

/**
 * How often passwords may be tried, and accounts made. Guessing at an account from many addresses ends up with one
 * attempt from each in a quarter of an hour. It never bars the places that its owner signed in from before, nor the
 * first attempt from any other: nobody can lock somebody else out who knows the password. Counts for known and
 * unknown e-mail addresses alike.
 */
export class SignInLimits {
  readonly #counters: AttemptCounters;

  constructor(sql: AnySql) {
    this.#counters = new AttemptCounters(sql);
  }

  /**
   * Counts an attempt, before its password is looked at.
   *
   * @throws `resource_exhausted` with the time to wait, if there were too many.
   */
  async countAttempt(attempt: SignInAttempt, now: Date): Promise<void> {
    const states = await this.#counters.count(limitsOf(attempt), now);
    const isFirst = states.some(({ name, attempts }) => name === PAIR.name && attempts === 1);
    refuse(isFirst ? states.filter(({ name }) => name !== STRANGERS.name) : states);
  }

  /** Takes back what an attempt with the right password counted. */
  async forgive(attempt: SignInAttempt): Promise<void> {
    await this.#counters.uncount(limitsOf(attempt));
  }

  /**
   * Counts an attempt to make an account, or to take another e-mail address.
   *
   * @throws `resource_exhausted` with the time to wait, if there were too many.
   */
  async countSignUp(address: string, now: Date): Promise<void> {
    refuse(await this.#counters.count([{ limit: SIGN_UP, subject: addressBlock(address) }], now));
  }
}

function limitsOf({ email, address, isKnownAddress }: SignInAttempt): LimitedSubject[] {
  const account = email.trim().toLowerCase();
  const block = addressBlock(address);
  return [
    { limit: ADDRESS, subject: block },
    { limit: PAIR, subject: `${account} ${block}` },
    ...(isKnownAddress ? [] : [{ limit: STRANGERS, subject: account }]),
  ];
}

function refuse(states: readonly LimitState[]): void {
  const retryAfterMs = Math.max(0, ...states.map(({ waitMs }) => waitMs));
  if (retryAfterMs === 0) return;
  const seconds = Math.ceil(retryAfterMs / 1000);
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
  throw tooMany({
    reason: 'TOO_MANY_ATTEMPTS',
    message: `too many attempts: try again in ${wait}`,
    retryAfterMs,
  });
}
