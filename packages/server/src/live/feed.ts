import type { AnySql, Sql } from '../platform/postgres/database.ts';
import type { FeedContent, NoticeContent, SizedContent } from './watcher-event.ts';
import type { WatcherQueue } from './watcher-queue.ts';

/** Changes of one scope after a cursor, up to and with another. */
export interface FeedSpan<Cursor> {
  readonly scope: string;
  readonly after: Cursor;
  readonly upTo: Cursor;
  /** Everybody who looks at the scope. */
  readonly views: ReadonlySet<string>;
}

/**
 * What somebody who stands at a cursor needs: nothing, the changes since, or to read afresh because those cannot be
 * given, and why.
 */
export type FeedNeed = 'nothing' | 'changes' | { readonly reset: string };

/** The order of a feed's cursors. */
export interface FeedCursors<Cursor> {
  /** What somebody needs who stands at `after` while the scope has come to `head`. */
  need(after: Cursor, head: Cursor): FeedNeed;
  /** Of two cursors of one scope the one that knows less. */
  older(one: Cursor, other: Cursor): Cursor;
}

/** A scope as those know it who watch it or are about to. */
export interface FeedStand<Cursor> {
  readonly scope: string;
  /** The oldest place of anybody there; undefined if they all begin now. */
  readonly after: Cursor | undefined;
  readonly views: ReadonlySet<string>;
}

/** A scope as it was read. */
export interface FeedLook<Cursor, Batch> {
  readonly head: Cursor;
  /** What changed since; may be left out if nothing did. */
  readonly batch: Batch | undefined;
}

/** What feeds have in common, however they are read. */
export interface FeedContract<Cursor, Batch> {
  /** For messages: `alerts`. */
  readonly name: string;
  /** Events of this topic of the bus say that something may have changed. */
  readonly topic: string;
  readonly cursors: FeedCursors<Cursor>;
  /** How far the scopes have come, by scope. Watchers of one that is left out are told to read afresh. */
  heads(sql: AnySql, scopes: readonly string[]): Promise<ReadonlyMap<string, Cursor>>;
  /** What a view that stands at `after` is sent to stand at `upTo`; undefined if it sees nothing of what changed. */
  cut(batch: Batch, view: string, after: Cursor, upTo: Cursor): SizedContent | undefined;
  /** Makes one content of two, for connections that are slow; undefined where that cannot be. */
  merge?(older: FeedContent, newer: FeedContent): SizedContent | undefined;
}

/**
 * Something stored that changes, and is watched: alerts, inboxes. Its changes have an order within *scopes* (a site,
 * a customer), in which none appears before one that is already there: the usual way is a counter that is raised
 * under the lock of its row in the transaction of the change ({@link numberedCursors}). Who watches a scope has a *view*
 * of it: what they may see, as text. Changes say state: whoever knows everything up to a cursor and is given what is
 * newer knows everything.
 *
 * `Batch` is whatever one read gives for a scope.
 */
export interface Feed<Cursor, Batch> extends FeedContract<Cursor, Batch> {
  /** Reads what changed, of many scopes at once, by scope. In the same snapshot as `heads`, which is asked for all scopes. */
  read(sql: AnySql, spans: readonly FeedSpan<Cursor>[]): Promise<ReadonlyMap<string, Batch>>;
}

/**
 * A feed of very many scopes, such as conversations, of which few change at a time. Whoever changes one says which
 * (`FeedHub.touch`); `heads` is asked for scopes of which nobody said so, some at a time.
 */
export interface ScopedFeed<Cursor, Batch> extends FeedContract<Cursor, Batch> {
  /** Reads how far one scope has come and what changed there, both as of one moment. Undefined if it is not there. */
  look(sql: Sql, stand: FeedStand<Cursor>): Promise<FeedLook<Cursor, Batch> | undefined>;
}

/** What may be watched of a feed. */
export interface FeedPlace {
  readonly scope: string;
  readonly view: string;
}

/** What one topic of a connection wants of a feed. */
export interface FeedOrder<Cursor> extends FeedPlace {
  readonly topicId: number;
  readonly queue: WatcherQueue;
  /** Of the read that this follows; absent means from now. */
  readonly after?: Cursor | undefined;
}

/** Something that passes by itself, for those who watch a scope. */
export interface FeedNotice {
  /** A later one with the same name takes its place. */
  readonly name: string;
  readonly content: NoticeContent;
}
