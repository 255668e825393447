import { TokenBuckets } from '../access/token-buckets.ts';
import { addressBlock } from '../accounts/address-block.ts';
import { tooMany } from '../rpc/errors.ts';
import type { ChatCaller } from './chat-caller.ts';

/** What may be done in a minute, of each sender or address. */
export interface SendRates {
  /** Messages of a customer, and as many announced files and opened conversations. */
  readonly customer: number;
  /** Messages of an agent, who talks to many. */
  readonly agent: number;
  /** Visits that begin from an address. */
  readonly visits: number;
}

const RATES: SendRates = { customer: 30, agent: 240, visits: 10 };

/** How often one may write on this node: bursts up to a minute's worth. Who is too fast is told when to try again. */
export class SendLimits {
  readonly #customers: TokenBuckets;
  readonly #agents: TokenBuckets;
  readonly #visits: TokenBuckets;

  constructor(rates: Partial<SendRates> = {}) {
    const { customer, agent, visits } = { ...RATES, ...rates };
    this.#customers = new TokenBuckets({ perMinute: customer });
    this.#agents = new TokenBuckets({ perMinute: agent });
    this.#visits = new TokenBuckets({ perMinute: visits });
  }

  /** Counts a message of somebody, or a file or a conversation, each on its own. */
  countSending(
    { siteId, accountId, side }: ChatCaller,
    what: 'message' | 'file' | 'conversation',
    now: Date,
  ): void {
    const buckets = side === 'customer' ? this.#customers : this.#agents;
    refuseIf(buckets.spend(`${what} ${siteId} ${accountId}`, now.getTime()), 'TOO_MANY_MESSAGES', `${what}s`);
  }

  /** Counts a visit from an address. */
  countVisit(address: string, now: Date): void {
    refuseIf(this.#visits.spend(addressBlock(address), now.getTime()), 'TOO_MANY_VISITS', 'visits');
  }
}

function refuseIf(retryAfterMs: number, reason: string, things: string): void {
  if (retryAfterMs === 0) return;
  const message = `too many ${things} in a short time; try again in ${Math.ceil(retryAfterMs / 1000)} s`;
  throw tooMany({ reason, message, retryAfterMs });
}
