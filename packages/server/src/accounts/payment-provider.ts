import type { AccountKey } from './account-key.ts';
import type { SubscriptionReason } from './subscription-store.ts';

/** Months that somebody wants to have. */
export interface Order extends AccountKey {
  /** The same id is the same order: it is paid once. */
  readonly requestId: string;
  readonly months: number;
}

/** Takes the money for months of a subscription, before they are added. */
export interface PaymentProvider {
  /** What the ledger says of months that came this way. */
  readonly reason: Exclude<SubscriptionReason, 'trial' | 'granted'>;
  /**
   * Resolves when the order is paid. Repeating a request id must not charge again: the server may stop between
   * payment and ledger.
   *
   * @throws ConnectError that says to the customer why it was not.
   */
  pay(order: Order, signal: AbortSignal): Promise<void>;
}

/** Money is settled elsewhere, by invoice for example: every order counts as paid. */
export const manualPayment: PaymentProvider = {
  reason: 'manual',
  pay: () => Promise.resolve(),
};
