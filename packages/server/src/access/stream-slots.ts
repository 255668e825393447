import type { Interceptor } from '@connectrpc/connect';
import { addressBlock } from '../accounts/address-block.ts';
import { tooMany } from '../rpc/errors.ts';
import { presentedKey } from './presented.ts';
import type { Principal } from './principal.ts';
import { principalKey } from './principal-key.ts';

/** Many people may share an address. */
const ADDRESS_FACTOR = 10;
const RETRY_MS = 10_000;

/** How many streams somebody may have open on this node. */
export class StreamSlots {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  /** @param most streams of one principal; 0 sets no limit. Whoever is known by their address only may have ten times as many. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Takes a slot, which `leave` gives back.
   *
   * @throws `resource_exhausted` if there is none left.
   */
  take(principal: Principal, address: string): { leave(): void } {
    const { key, factor } = placeOf(principal, addressBlock(address));
    const open = this.#open.get(key) ?? 0;
    if (this.#most > 0 && open >= this.#most * factor) {
      throw tooMany({
        reason: 'TOO_MANY_STREAMS',
        message: `there are ${open} open streams already; end one, or watch several topics by one`,
        retryAfterMs: RETRY_MS,
      });
    }
    this.#open.set(key, open + 1);
    let left = false;
    return {
      leave: () => {
        if (left) return;
        left = true;
        const others = (this.#open.get(key) ?? 1) - 1;
        if (others === 0) this.#open.delete(key);
        else this.#open.set(key, others);
      },
    };
  }
}

/** Keeps streams within the slots of whoever opens them. After whatever finds out who that is. */
export function streamSlotInterceptor(slots: StreamSlots): Interceptor {
  return (next) => async (call) => {
    if (!call.stream) return next(call);
    const { address } = call.contextValues.get(presentedKey);
    const slot = slots.take(call.contextValues.get(principalKey), address);
    // Its signal fires however a stream ends; a generator whose client stalled and left never does.
    call.signal.addEventListener('abort', () => slot.leave(), { once: true });
    try {
      const response = await next(call);
      if (!response.stream) throw new Error('a stream was answered by a message');
      return { ...response, message: untilOver(response.message, () => slot.leave()) };
    } catch (error) {
      slot.leave();
      throw error;
    }
  };
}

async function* untilOver<T>(messages: AsyncIterable<T>, leave: () => void): AsyncGenerator<T> {
  try {
    yield* messages;
  } finally {
    leave();
  }
}

function placeOf(principal: Principal, block: string): { readonly key: string; readonly factor: number } {
  switch (principal.kind) {
    case 'person':
      return { key: `person ${principal.siteId} ${principal.accountId}`, factor: 1 };
    case 'site-backend':
      return { key: `backend ${principal.siteId}`, factor: 1 };
    case 'site-key':
      return { key: `key ${principal.siteId} ${block}`, factor: ADDRESS_FACTOR };
    case 'operator':
      return { key: 'operator', factor: 1 };
    case 'anonymous':
      return { key: `address ${block}`, factor: ADDRESS_FACTOR };
  }
}
