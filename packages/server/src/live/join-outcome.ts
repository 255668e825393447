import type { ConnectError } from '@connectrpc/connect';

/** What became of an order for now. An order that waits joins when the hub is up again, and cannot be refused any more but by a reset. */
export type WatchOutcome<Cursor> =
  | {
      readonly kind: 'joined';
      /** Where the topic starts; undefined if it starts with a reset. */
      readonly cursor: Cursor | undefined;
    }
  | { readonly kind: 'refused'; readonly error: ConnectError }
  | { readonly kind: 'waiting' };

/** A place in a hub. */
export interface Membership<Cursor> {
  /** What becomes of it; that it waits, if nothing does within the time (milliseconds). Never rejects. */
  outcomeWithin(limitMs: number): Promise<WatchOutcome<Cursor>>;
  /** Ends it, whatever came of it; may be called again. */
  leave(): void;
}

/** What becomes of one order, for whoever gave it to ask. */
export class JoinOutcome<Cursor> {
  readonly #outcome = Promise.withResolvers<WatchOutcome<Cursor>>();
  #settled: WatchOutcome<Cursor>['kind'] | undefined;

  /** Whether it was told that it waits: then it is not there to be refused. */
  get toldToWait(): boolean {
    return this.#settled === 'waiting';
  }

  /** See {@link Membership}. */
  async within(limitMs: number): Promise<WatchOutcome<Cursor>> {
    const timer = setTimeout(() => this.settle({ kind: 'waiting' }), limitMs);
    try {
      return await this.#outcome.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says what became of it for now; only the first time counts. */
  settle(outcome: WatchOutcome<Cursor>): void {
    this.#settled ??= outcome.kind;
    this.#outcome.resolve(outcome);
  }
}
