import type { EventBus } from '../platform/bus/event-bus.ts';
import { WakeUp } from '../platform/bus/wake-up.ts';
import type { AnySql, Sql } from '../platform/postgres/database.ts';
import type { Feed, FeedNotice, FeedOrder, FeedSpan } from './feed.ts';
import { FeedWatchers, tellAll } from './feed-watchers.ts';
import { JoinOutcome, type Membership } from './join-outcome.ts';
import { runRounds } from './run-rounds.ts';
import type { Merge } from './watcher-event.ts';

/** What a feed hub works with. */
export interface FeedHubOptions<Cursor, Batch> {
  readonly feed: Feed<Cursor, Batch>;
  readonly sql: Sql;
  readonly bus: Pick<EventBus, 'tail'>;
  /** How often to look for changes that no wake-up announced, in milliseconds. */
  readonly recheckMs?: number;
  /** How long one look may take until the database counts as lost, in milliseconds. */
  readonly roundMs?: number;
}

const RECHECK_MS = 3_000;
const ROUND_MS = 30_000;
const SCOPES_PER_READ = 100;
const GONE = 'it is not there any more';

/**
 * Tells watchers what changed in a feed. One loop does everything in turn: it wakes, reads how far the watched scopes have
 * come, reads each that has moved once, from the oldest place of anybody who watches it, and tells everyone what they do
 * not know yet. Joining with an old cursor and following are the same work, so there is no hole and no duplicate
 * between them. The bus only wakes the loop: what is told is what the database says.
 */
export class FeedHub<Cursor, Batch> {
  readonly #options: FeedHubOptions<Cursor, Batch>;
  readonly #scopes = new Map<string, FeedWatchers<Cursor>>();
  readonly #pending = new Set<PendingOrder<Cursor>>();
  readonly #wake = new WakeUp();
  #running = false;

  constructor(options: FeedHubOptions<Cursor, Batch>) {
    this.#options = options;
  }

  /** How many topics are watched or wait to be, over all connections. */
  get watcherCount(): number {
    return [...this.#scopes.values()].reduce((sum, { size }) => sum + size, this.#pending.size);
  }

  /**
   * Watches a place of the feed, from the next round on. While the hub is down the order waits; events go to its queue
   * until it is left.
   */
  watch(order: FeedOrder<Cursor>): Membership<Cursor> {
    const pending: PendingOrder<Cursor> = { order, outcome: new JoinOutcome() };
    this.#pending.add(pending);
    if (this.#running) this.#wake.call();
    else pending.outcome.settle({ kind: 'waiting' });
    return {
      outcomeWithin: (limitMs) => pending.outcome.within(limitMs),
      leave: () => {
        this.#pending.delete(pending);
        const watchers = this.#scopes.get(order.scope);
        watchers?.delete(order.view, order);
        if (watchers?.size === 0) this.#scopes.delete(order.scope);
      },
    };
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
    const { feed, sql, bus, recheckMs = RECHECK_MS, roundMs = ROUND_MS } = this.#options;
    const round = async (end: AbortSignal) => {
      await sql.begin('isolation level repeatable read read only', (tx) => this.#round(tx, end));
    };
    const about = `the database of ${feed.name}`;
    this.#running = true;
    try {
      const { topic } = feed;
      await runRounds({ bus, topic, wake: this.#wake, recheckMs, roundMs, about, round }, signal, ready);
    } finally {
      this.#running = false;
      for (const { outcome } of this.#pending) outcome.settle({ kind: 'waiting' });
    }
  }

  async #round(sql: AnySql, signal: AbortSignal): Promise<void> {
    const arrivals = Map.groupBy(this.#pending, ({ order }) => order.scope);
    const scopes = [...new Set([...this.#scopes.keys(), ...arrivals.keys()])];
    if (scopes.length === 0) return;
    const heads = await this.#options.feed.heads(sql, scopes);
    signal.throwIfAborted();
    const moves: Move<Cursor>[] = [];
    for (const scope of scopes) {
      const head = heads.get(scope);
      const move = { scope, arrivals: arrivals.get(scope) ?? [] };
      if (head === undefined) this.#giveUp(move);
      else if (move.arrivals.length > 0 || this.#isBehind(scope, head)) moves.push({ ...move, head });
    }
    for (let from = 0; from < moves.length; from += SCOPES_PER_READ) {
      await this.#carryOut(moves.slice(from, from + SCOPES_PER_READ), sql, signal);
    }
  }

  #isBehind(scope: string, head: Cursor): boolean {
    const watchers = this.#scopes.get(scope);
    return watchers !== undefined && this.#options.feed.cursors.need(watchers.stands, head) !== 'nothing';
  }

  /** Reads for some scopes, and then tells everybody of a scope or nobody. */
  async #carryOut(moves: readonly Move<Cursor>[], sql: AnySql, signal: AbortSignal): Promise<void> {
    const spans = moves.flatMap((move) => this.#spanOf(move) ?? []);
    const batches = spans.length > 0 ? await this.#options.feed.read(sql, spans) : new Map<string, Batch>();
    signal.throwIfAborted();
    for (const move of moves) this.#tell(move, batches.get(move.scope));
  }

  /** What has to be read for a scope: from the oldest place of anybody there. */
  #spanOf({ scope, head, arrivals }: Move<Cursor>): FeedSpan<Cursor> | undefined {
    const { cursors } = this.#options.feed;
    const watchers = this.#scopes.get(scope);
    const places = [watchers?.stands, ...arrivals.map(({ order }) => order.after)];
    const behind = places.flatMap((place) =>
      place !== undefined && cursors.need(place, head) === 'changes' ? [place] : [],
    );
    const [first] = behind;
    if (first === undefined) return undefined;
    const after = behind.reduce<Cursor>((oldest, place) => cursors.older(oldest, place), first);
    const views = new Set([...(watchers?.views ?? []), ...arrivals.map(({ order }) => order.view)]);
    return { scope, after, upTo: head, views };
  }

  #tell({ scope, head, arrivals }: Move<Cursor>, batch: Batch | undefined): void {
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
      if (!this.#pending.delete(pending)) continue;
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
  #giveUp({ scope, arrivals }: Omit<Move<Cursor>, 'head'>): void {
    this.#scopes.get(scope)?.reset(GONE);
    this.#scopes.delete(scope);
    for (const pending of arrivals) {
      if (!this.#pending.delete(pending)) continue;
      pending.order.queue.pushReset(pending.order.topicId, GONE);
      pending.outcome.settle({ kind: 'joined', cursor: undefined });
    }
  }
}

/** An order that is not carried out yet. */
interface PendingOrder<Cursor> {
  readonly order: FeedOrder<Cursor>;
  readonly outcome: JoinOutcome<Cursor>;
}

/** What a round does in one scope. */
interface Move<Cursor> {
  readonly scope: string;
  readonly head: Cursor;
  readonly arrivals: readonly PendingOrder<Cursor>[];
}
