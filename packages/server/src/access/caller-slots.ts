import { addressBlock } from '../accounts/address-block.ts';
import { tooMany } from '../rpc/errors.ts';
import type { Principal } from './principal.ts';

const RETRY_MS = 10_000;

/** How many of something that lasts a caller may have at a time. */
export interface SlotLimits {
  /** Of one principal; 0 sets no limit. */
  readonly most: number;
  /** How many times as many whoever is known by their address only may have: many people may share one. */
  readonly addressFactor: number;
  readonly reason: string;
  /** What is said to whoever has as many as may be. */
  readonly message: (open: number) => string;
}

/** Keeps count of what each caller has open on this node. */
export class CallerSlots {
  readonly #limits: SlotLimits;
  readonly #open = new Map<string, number>();

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /**
   * Takes a slot, which `leave` gives back.
   *
   * @throws `resource_exhausted` if there is none left.
   */
  take(principal: Principal, address: string): { leave(): void } {
    const { most, addressFactor, reason, message } = this.#limits;
    const { key, isShared } = placeOf(principal, addressBlock(address));
    const open = this.#open.get(key) ?? 0;
    if (most > 0 && open >= most * (isShared ? addressFactor : 1))
      throw tooMany({ reason, message: message(open), retryAfterMs: RETRY_MS });
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

function placeOf(principal: Principal, block: string): { readonly key: string; readonly isShared: boolean } {
  switch (principal.kind) {
    case 'person':
      return { key: `person ${principal.siteId} ${principal.accountId}`, isShared: false };
    case 'site-backend':
      return { key: `backend ${principal.siteId}`, isShared: false };
    case 'site-key':
      return { key: `key ${principal.siteId} ${block}`, isShared: true };
    case 'operator':
      return { key: 'operator', isShared: false };
    case 'anonymous':
      return { key: `address ${block}`, isShared: true };
  }
}
