import type { EventBus } from '../platform/bus/event-bus.ts';
import type { Sql } from '../platform/postgres/database.ts';
import type { Feed, FeedNotice, FeedOrder, ScopedFeed } from './feed.ts';
import { type FeedMove, type FeedReader, readByHeads, readByScope } from './feed-reader.ts';
import { FeedWatchers, tellAll } from './feed-watchers.ts';
import { HubLoop, type Pending } from './hub-loop.ts';
import { JoinOutcome, type Membership } from './join-outcome.ts';
import type { Merge } from './watcher-event.ts';

/** What a feed hub works with. */
export interface FeedHubOptions<Cursor, Batch> {
  readonly feed: Feed<Cursor, Batch> | ScopedFeed<Cursor, Batch>;
  readonly sql: Sql;
  readonly bus: Pick<EventBus, 'tail'>;
  /** How often to look for changes that no wake-up announced, in milliseconds. */
  readonly recheckMs?: number;
  /** How long one look may take until the database counts as lost, in milliseconds. */
  readonly roundMs?: number;
}

const RECHECK_MS = 3_000;
const ROUND_MS = 30_000;
/** Scopes that nobody named are looked at so many at a time, lest those who were named wait for all. */
const SCOPES_PER_RECHECK = 500;
const GONE = 'it is not there any more';

/**
 * Tells watchers what changed in a feed. One loop does everything in turn: it wakes, reads how far the watched scopes have
 * come, reads each that has moved once, from the oldest place of anybody who watches it, and tells everyone what they do
 * not know yet. Joining with an old cursor and following are the same work, so there is no hole and no duplicate
 * between them. The bus only wakes the loop: what is told is what the database says.
 */
export class FeedHub<Cursor, Batch> {
  readonly #options: FeedHubOptions<Cursor, Batch>;
  readonly #recheckMs: number;
  readonly #reader: FeedReader<Cursor, Batch>;
  readonly #scopes = new Map<string, FeedWatchers<Cursor>>();
  readonly #loop: HubLoop<Cursor, PendingOrder<Cursor>>;
  #touched = new Set<string>();
  /** Scopes still to be looked at in this turn, and when some of them last were. */
  #rest = this.#scopes.keys();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looksAtAll = true;

  constructor(options: FeedHubOptions<Cursor, Batch>) {
    const { feed, sql, bus, recheckMs = RECHECK_MS, roundMs = ROUND_MS } = options;
    this.#options = options;
    this.#recheckMs = recheckMs;
    this.#reader = 'look' in feed ? readByScope(feed, sql) : readByHeads(feed, sql);
    this.#loop = new HubLoop({
      ...{ bus, topic: feed.topic, roundMs, about: `the database of ${feed.name}` },
      recheckMs: () => this.#sliceMs,
    });
  }

  /** How many topics are watched or wait to be, over all connections. */
  get watcherCount(): number {
    return [...this.#scopes.values()].reduce((sum, { size }) => sum + size, this.#loop.pending.size);
  }

  /**
   * Watches a place of the feed, from the next round on. While the hub is down the order waits; events go to its queue
   * until it is left.
   */
  watch(order: FeedOrder<Cursor>): Membership<Cursor> {
    return this.#loop.take({ order, outcome: new JoinOutcome() }, () => {
      const watchers = this.#scopes.get(order.scope);
      watchers?.delete(order.view, order);
      if (watchers?.size === 0) this.#scopes.delete(order.scope);
    });
  }

  /** Says that a scope has changed. Of a {@link ScopedFeed} only those are looked at at once. */
  touch(scope: string): void {
    // Of somebody who arrives it is not known yet up to where they are told.
    if (!this.#loop.running || !(this.#scopes.has(scope) || this.#loop.pending.size > 0)) return;
    this.#touched.add(scope);
    this.#loop.wake();
  }

  /**
   * Passes something on at once that is not stored, to those who watch the scope on this node; `noticeOf` says what
   * each view sees of it. To reach other nodes, whoever has news calls this on each of them.
   */
  announce(scope: string, noticeOf: (view: string) => FeedNotice | undefined): void {
    this.#scopes.get(scope)?.announce(noticeOf);
  }

  /**
   * Follows the feed until the signal aborts. Rejects when the database or the bus fails; run it again then: watchers are
   * kept, and are told what they missed. Calls `ready` when it is up.
   */
  async run(signal: AbortSignal, ready: () => void = () => undefined): Promise<void> {
    // What happened while it was down was named to nobody.
    this.#looksAtAll = true;
    await this.#loop.run((end) => this.#round(end), signal, ready);
  }

  get #sliceMs(): number {
    return this.#recheckMs / Math.max(1, Math.ceil(this.#scopes.size / SCOPES_PER_RECHECK));
  }

  async #round(signal: AbortSignal): Promise<void> {
    const arrivals = Map.groupBy(this.#loop.pending, ({ order }) => order.scope);
    const touched = [...this.#touched].filter((scope) => this.#scopes.has(scope) && !arrivals.has(scope));
    this.#touched = new Set();
    const moveOf = (scope: string): FeedMove<Cursor> => ({
      scope,
      watchers: this.#scopes.get(scope),
      arrivals: arrivals.get(scope)?.map(({ order }) => order) ?? [],
    });
    const unnamed = new Set([...arrivals.keys(), ...this.#dueScopes()]);
    for (const scope of touched) unnamed.delete(scope);
    await this.#reader({
      touched: touched.map(moveOf),
      unnamed: [...unnamed].map(moveOf),
      every: () => [...new Set([...this.#scopes.keys(), ...arrivals.keys()])].map(moveOf),
      signal,
      tell: ({ scope }, look) => {
        const orders = arrivals.get(scope) ?? [];
        if (look) this.#tell({ scope, arrivals: orders, ...look });
        else this.#giveUp({ scope, arrivals: orders });
      },
    });
  }

  /** Those whose turn it is to be looked at without anybody's word. */
  #dueScopes(): Iterable<string> {
    const now = performance.now();
    if (this.#looksAtAll) {
      this.#looksAtAll = false;
      this.#lookedAt = now;
      return this.#scopes.keys();
    }
    if (now < this.#lookedAt + this.#sliceMs) return [];
    this.#lookedAt = now;
    let next = this.#rest.next();
    if (next.done) {
      this.#rest = this.#scopes.keys();
      next = this.#rest.next();
    }
    const due: string[] = [];
    while (!next.done) {
      due.push(next.value);
      // The next one is only asked for in its own turn: it would be lost here.
      if (due.length === SCOPES_PER_RECHECK) break;
      next = this.#rest.next();
    }
    return due;
  }

  #tell({ scope, arrivals, head, batch }: Told<Cursor, Batch>): void {
    const { feed } = this.#options;
    const merge: Merge = (older, newer) => feed.merge?.(older, newer);
    const cut = (view: string, after: Cursor) =>
      batch === undefined ? undefined : feed.cut(batch, view, after, head);
    const watchers = this.#scopes.get(scope) ?? new FeedWatchers(head);
    const need = feed.cursors.need(watchers.stands, head);
    if (need === 'changes') watchers.tell((view) => cut(view, watchers.stands), merge);
    else if (need !== 'nothing') watchers.reset(need.reset);
    watchers.stands = head;

    for (const pending of arrivals) {
      const { order, outcome } = pending;
      if (!this.#loop.pending.delete(pending)) continue;
      const { after = head, view } = order;
      watchers.add(view, order);
      const own = feed.cursors.need(after, head);
      if (own !== 'nothing' && own !== 'changes') {
        order.queue.pushReset(order.topicId, own.reset);
        outcome.settle({ kind: 'joined', cursor: undefined });
        continue;
      }
      const content = own === 'changes' ? cut(view, after) : undefined;
      outcome.settle({ kind: 'joined', cursor: content ? after : head });
      tellAll([order], content, merge);
    }
    if (watchers.size > 0) this.#scopes.set(scope, watchers);
  }

  /** The scope is not there: nobody watches it any more. */
  #giveUp({ scope, arrivals }: Pick<Told<Cursor, Batch>, 'scope' | 'arrivals'>): void {
    this.#scopes.get(scope)?.reset(GONE);
    this.#scopes.delete(scope);
    for (const pending of arrivals) {
      if (!this.#loop.pending.delete(pending)) continue;
      pending.order.queue.pushReset(pending.order.topicId, GONE);
      pending.outcome.settle({ kind: 'joined', cursor: undefined });
    }
  }
}

interface PendingOrder<Cursor> extends Pending<Cursor> {
  readonly order: FeedOrder<Cursor>;
}

/** What a round has found of one scope. */
interface Told<Cursor, Batch> {
  readonly scope: string;
  readonly arrivals: readonly PendingOrder<Cursor>[];
  readonly head: Cursor;
  readonly batch: Batch | undefined;
}
