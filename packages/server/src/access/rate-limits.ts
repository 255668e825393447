import { addressBlock } from '../accounts/address-block.ts';
import { tooMany } from '../rpc/errors.ts';
import type { Principal } from './principal.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Many people may share an address, and a site's key is in all of its pages. */
const ADDRESS_FACTOR = 5;
const KEY_FACTOR = 100;

export interface RateLimitOptions {
  /** Calls of one principal in a minute; 0 sets no limit. */
  readonly callsPerMinute: number;
  /** The current time, epoch milliseconds. */
  readonly now?: () => number;
}

/**
 * How often one may call this node. Each address, each principal, and each publishable key at each address has a
 * bucket of its own; one that is empty is `resource_exhausted` and says when to try again.
 */
export class RateLimits {
  readonly #limited: boolean;
  readonly #now: () => number;
  readonly #addresses: TokenBuckets;
  readonly #principals: TokenBuckets;
  readonly #keys: TokenBuckets;

  constructor({ callsPerMinute, now = Date.now }: RateLimitOptions) {
    this.#limited = callsPerMinute > 0;
    this.#now = now;
    this.#addresses = new TokenBuckets({ perMinute: callsPerMinute * ADDRESS_FACTOR });
    this.#principals = new TokenBuckets({ perMinute: callsPerMinute });
    this.#keys = new TokenBuckets({ perMinute: callsPerMinute * KEY_FACTOR });
  }

  /** Counts a call before anything is known of it, so that guessing at credentials is limited, too. */
  countAddress(address: string): void {
    this.#spend(this.#addresses, addressBlock(address), 'this address');
  }

  /** Counts a call of somebody. */
  countPrincipal(principal: Principal, address: string): void {
    this.#spend(this.#principals, bucketOf(principal, addressBlock(address)), 'you');
    if (principal.kind === 'site-key') this.#spend(this.#keys, principal.siteId, 'this key');
  }

  #spend(buckets: TokenBuckets, key: string, whose: string): void {
    if (!this.#limited) return;
    const retryAfterMs = buckets.spend(key, this.#now());
    if (retryAfterMs === 0) return;
    throw tooMany({
      reason: 'TOO_MANY_CALLS',
      message: `too many calls by ${whose}; try again in ${Math.ceil(retryAfterMs / 1000)} s`,
      retryAfterMs,
    });
  }
}

function bucketOf(principal: Principal, block: string): string {
  switch (principal.kind) {
    case 'person':
      return `person ${principal.siteId} ${principal.accountId}`;
    case 'site-backend':
      return `backend ${principal.siteId}`;
    case 'site-key':
      return `key ${principal.siteId} ${block}`;
    case 'operator':
      return 'operator';
    case 'anonymous':
      return `address ${block}`;
  }
}
