import { WattletError } from '../errors/wattlet-error.ts';
import { tokenLife } from './token-life.ts';

/** What the SDK tells a {@link GetToken}. */
export interface TokenRequest {
  /** The last token was refused, or its life is nearly over: do not answer with it from a cache. */
  readonly renew: boolean;
  /** Aborted when every call that waits for the token is given up. */
  readonly signal: AbortSignal;
}

/** Gives the bearer token for the next call; nothing means an anonymous call. */
export type GetToken = (request: TokenRequest) => string | undefined | Promise<string | undefined>;

/** A token is renewed when so much of its life is over. */
const LIFE_SHARE = 0.8;
/** Where the clocks differ a token may look used up as soon as it comes: it is kept for this much of its life. */
const LEAST_SHARE = 0.1;
/** And for this long in any case, also when a renewal has failed. */
const LEAST_MS = 5_000;

/** A token that says how long it lives, and so can be kept. */
interface KeptToken {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly renewAt: number;
  readonly endsAt: number;
}

/** One question to `getToken`, for everyone who waits. */
interface Flight {
  readonly token: Promise<string | undefined>;
  readonly abort: AbortController;
  readonly renew: boolean;
  /** Resolves when whoever waits is to ask again. */
  readonly forgotten: PromiseWithResolvers<typeof FORGOTTEN>;
  waiting: number;
}

const FORGOTTEN = Symbol('forgotten');

/**
 * The token of a client. A JWT is kept until 80 % of its life is over or the server refuses it, any other token is asked for
 * anew for each call. However many calls need a token at once, `getToken` is asked once.
 */
export class TokenSource {
  readonly #getToken: GetToken;
  readonly #now: () => number;
  #kept: KeptToken | undefined;
  #last: string | undefined;
  #refused = false;
  #flight: Flight | undefined;

  /** @param now epoch milliseconds */
  constructor(getToken: GetToken, now: () => number) {
    this.#getToken = getToken;
    this.#now = now;
  }

  /** Milliseconds until the kept token is due to be renewed; undefined where none is kept. */
  get renewInMs(): number | undefined {
    return this.#kept && Math.max(0, this.#kept.renewAt - this.#now());
  }

  /** The token to send. Rejects when `getToken` does, or as `canceled` when the signal aborts before. */
  async get(signal: AbortSignal): Promise<string | undefined> {
    for (;;) {
      if (this.#kept && this.#now() < this.#kept.renewAt) return this.#kept.token;
      this.#flight ??= this.#ask();
      const token = await this.#wait(this.#flight, signal);
      if (token !== FORGOTTEN) return token;
    }
  }

  /** Asks anew for whatever is called from now on, and for who waits: the last token may be somebody else's. */
  forget(): void {
    const flight = this.#flight;
    this.#flight = undefined;
    this.#kept = undefined;
    this.#last = undefined;
    this.#refused = false;
    flight?.forgotten.resolve(FORGOTTEN);
    flight?.abort.abort();
  }

  /** Notes that the server refused a token. False if it was not the last one: there is another one already. */
  refuse(token: string | undefined): boolean {
    if (token !== this.#last) return false;
    this.#kept = undefined;
    this.#refused = true;
    return true;
  }

  #ask(): Flight {
    const abort = new AbortController();
    const renew = this.#refused || this.#kept !== undefined;
    this.#refused = false;
    const token = (async () => this.#getToken({ renew, signal: abort.signal }))();
    const flight: Flight = {
      abort,
      renew,
      forgotten: Promise.withResolvers(),
      waiting: 0,
      token: token.then(
        (answer) => (this.#land(flight) ? this.#keep(answer) : answer),
        (error: unknown) => {
          if (this.#land(flight)) return this.#fallBack(renew, error);
          throw error;
        },
      ),
    };
    // Whoever waits hears of it; when nobody does any more, nobody needs to.
    flight.token.catch(() => undefined);
    return flight;
  }

  /** False for a flight that everybody has given up: what it brings may be older than what came since. */
  #land(flight: Flight): boolean {
    if (this.#flight !== flight) return false;
    this.#flight = undefined;
    return true;
  }

  #keep(token: string | undefined): string | undefined {
    const now = this.#now();
    const life = token ? tokenLife(token, now) : undefined;
    this.#last = token;
    this.#kept = undefined;
    if (token && life) {
      const length = life.to - life.from;
      const keepMs = Math.max(length * LEAST_SHARE, LEAST_MS);
      const renewAt = Math.max(life.from + length * LIFE_SHARE, now + keepMs);
      this.#kept = { token, renewAt, endsAt: life.to };
    }
    return token;
  }

  /** A token that is due, but not over, is better than none. */
  #fallBack(renew: boolean, error: unknown): string {
    const now = this.#now();
    if (this.#kept && now < this.#kept.endsAt) {
      this.#kept = { ...this.#kept, renewAt: now + LEAST_MS };
      return this.#kept.token;
    }
    this.#refused ||= renew;
    throw error;
  }

  async #wait(flight: Flight, signal: AbortSignal): Promise<string | undefined | typeof FORGOTTEN> {
    flight.waiting += 1;
    const canceled = Promise.withResolvers<never>();
    const cancel = () => canceled.reject(WattletError.from(signal.reason));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await Promise.race([flight.forgotten.promise, flight.token, canceled.promise]);
    } finally {
      signal.removeEventListener('abort', cancel);
      flight.waiting -= 1;
      if (flight.waiting === 0 && this.#land(flight)) {
        this.#refused ||= flight.renew;
        flight.abort.abort(signal.reason);
      }
    }
  }
}
