/** What a kind of key may spend. */
export interface BucketSize {
  /** Tokens that come back in a minute, and most that a bucket holds. */
  readonly perMinute: number;
}

interface Bucket {
  tokens: number;
  /** When `tokens` was right, epoch milliseconds. */
  at: number;
}

const MOST_KEYS = 50_000;
const MS_PER_MINUTE = 60_000;

/**
 * A bucket of tokens for each key: bursts up to a minute's worth, and the rate in the long run. A bucket that was not
 * touched for a minute is full again and forgotten, and there are never more than so many: the one
 * unused for longest goes first, so that a flood of keys costs no more memory than this.
 */
export class TokenBuckets {
  readonly #size: BucketSize;
  readonly #mostKeys: number;
  /** In the order of their last use. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(size: BucketSize, mostKeys = MOST_KEYS) {
    this.#size = size;
    this.#mostKeys = mostKeys;
  }

  /** How many keys are remembered. */
  get keys(): number {
    return this.#buckets.size;
  }

  /** Takes one token of the key's bucket. Milliseconds until there is one again, 0 if there was. */
  spend(key: string, now: number): number {
    const { perMinute } = this.#size;
    const known = this.#buckets.get(key);
    // A clock that was set back takes nothing away.
    const elapsedMs = known ? Math.max(0, now - known.at) : MS_PER_MINUTE;
    const refilled = (known?.tokens ?? 0) + (elapsedMs * perMinute) / MS_PER_MINUTE;
    const tokens = Math.min(perMinute, refilled);
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: left, at: now });
    this.#forget(now);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * MS_PER_MINUTE) / perMinute);
  }

  #forget(now: number): void {
    for (const [key, { at }] of this.#buckets) {
      // One of the future is of before the clock was set back.
      const isRecent = Math.abs(now - at) < MS_PER_MINUTE;
      if (this.#buckets.size <= this.#mostKeys && isRecent) return;
      this.#buckets.delete(key);
    }
  }
}
