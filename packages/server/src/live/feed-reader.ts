import type { AnySql, Sql } from '../platform/postgres/database.ts';
import type { Feed, FeedCursors, FeedLook, FeedOrder, FeedSpan, FeedStand, ScopedFeed } from './feed.ts';
import type { FeedWatchers } from './feed-watchers.ts';

/** A scope that a round looks at, with those who watch it and those who are about to. */
export interface FeedMove<Cursor> {
  readonly scope: string;
  readonly watchers: FeedWatchers<Cursor> | undefined;
  readonly arrivals: readonly FeedOrder<Cursor>[];
}

/** What one round of a hub is to read. */
export interface FeedRound<Cursor, Batch> {
  /** Scopes that were said to have changed. */
  readonly touched: readonly FeedMove<Cursor>[];
  /** Scopes that may have, or where somebody arrives. */
  readonly unnamed: readonly FeedMove<Cursor>[];
  /** All that are watched, and those where somebody arrives. */
  readonly every: () => readonly FeedMove<Cursor>[];
  /** Told what was found, everybody of a scope at once: without a look the scope is not there. */
  readonly tell: (move: FeedMove<Cursor>, look: FeedLook<Cursor, Batch> | undefined) => void;
  /** Nothing is told once it has aborted. */
  readonly signal: AbortSignal;
}

/** Reads what a round of a hub needs. */
export type FeedReader<Cursor, Batch> = (round: FeedRound<Cursor, Batch>) => Promise<void>;

const SCOPES_PER_READ = 100;
const SCOPES_PER_HEADS = 1_000;
/** Scopes that are looked at side by side; each takes a connection. */
const LOOKS_AT_ONCE = 4;

/** Reads every scope in one snapshot: how far each has come, and then what changed in those that have moved. */
export function readByHeads<Cursor, Batch>(feed: Feed<Cursor, Batch>, sql: Sql): FeedReader<Cursor, Batch> {
  return async ({ every, tell, signal }) => {
    const moves = every();
    if (moves.length === 0) return;
    await sql.begin('isolation level repeatable read read only', async (tx) => {
      const { moved } = await findMoved({ feed, sql: tx, signal, tell }, moves);
      for (const page of pagesOf(moved, SCOPES_PER_READ)) {
        const spans = page.flatMap(({ move, head }) => spanOf(feed.cursors, move, head) ?? []);
        const batches = spans.length > 0 ? await feed.read(tx, spans) : new Map<string, Batch>();
        signal.throwIfAborted();
        for (const { move, head } of page) tell(move, { head, batch: batches.get(move.scope) });
      }
    });
  };
}

/** Reads scope by scope: those that are said to have changed, and of the others those that have. */
export function readByScope<Cursor, Batch>(
  feed: ScopedFeed<Cursor, Batch>,
  sql: Sql,
): FeedReader<Cursor, Batch> {
  return async ({ touched, unnamed, tell, signal }) => {
    const due: FeedMove<Cursor>[] = [...touched];
    for (const page of pagesOf(unnamed, SCOPES_PER_HEADS)) {
      const { moved } = await findMoved({ feed, sql, signal, tell }, page);
      for (const { move, head } of moved) {
        if (spanOf(feed.cursors, move, head)) due.push(move);
        else tell(move, { head, batch: undefined });
      }
    }
    const work = async () => {
      for (let move = due.shift(); move; move = due.shift()) {
        const look = await feed.look(sql, standOf(feed.cursors, move));
        signal.throwIfAborted();
        tell(move, look);
      }
    };
    await Promise.all(Array.from({ length: Math.min(LOOKS_AT_ONCE, due.length) }, work));
  };
}

interface Moved<Cursor> {
  readonly move: FeedMove<Cursor>;
  readonly head: Cursor;
}

interface HeadReading<Cursor, Batch> extends Pick<FeedRound<Cursor, Batch>, 'signal' | 'tell'> {
  readonly feed: Pick<Feed<Cursor, Batch>, 'heads' | 'cursors'>;
  readonly sql: AnySql;
}

/** Those who have news, or where somebody arrives; tells of those that are not there. */
async function findMoved<Cursor, Batch>(
  { feed, sql, signal, tell }: HeadReading<Cursor, Batch>,
  moves: readonly FeedMove<Cursor>[],
): Promise<{ readonly moved: readonly Moved<Cursor>[] }> {
  const heads = await feed.heads(
    sql,
    moves.map(({ scope }) => scope),
  );
  signal.throwIfAborted();
  const moved: Moved<Cursor>[] = [];
  for (const move of moves) {
    const head = heads.get(move.scope);
    if (head === undefined) tell(move, undefined);
    else if (move.arrivals.length > 0 || isBehind(feed.cursors, move, head)) moved.push({ move, head });
  }
  return { moved };
}

function isBehind<Cursor>(
  cursors: FeedCursors<Cursor>,
  { watchers }: FeedMove<Cursor>,
  head: Cursor,
): boolean {
  return watchers !== undefined && cursors.need(watchers.stands, head) !== 'nothing';
}

/** What has to be read for a scope: from the oldest place of anybody there who can be told what changed since. */
function spanOf<Cursor>(
  cursors: FeedCursors<Cursor>,
  move: FeedMove<Cursor>,
  head: Cursor,
): FeedSpan<Cursor> | undefined {
  const places = placesOf(move).filter((place) => cursors.need(place, head) === 'changes');
  const after = oldest(cursors, places);
  return after === undefined ? undefined : { scope: move.scope, after, upTo: head, views: viewsOf(move) };
}

function standOf<Cursor>(cursors: FeedCursors<Cursor>, move: FeedMove<Cursor>): FeedStand<Cursor> {
  return { scope: move.scope, after: oldest(cursors, placesOf(move)), views: viewsOf(move) };
}

function placesOf<Cursor>({ watchers, arrivals }: FeedMove<Cursor>): Cursor[] {
  const places = [watchers?.stands, ...arrivals.map(({ after }) => after)];
  return places.flatMap((place) => (place === undefined ? [] : [place]));
}

function viewsOf<Cursor>({ watchers, arrivals }: FeedMove<Cursor>): Set<string> {
  return new Set([...(watchers?.views ?? []), ...arrivals.map(({ view }) => view)]);
}

function oldest<Cursor>(cursors: FeedCursors<Cursor>, places: readonly Cursor[]): Cursor | undefined {
  const [first, ...others] = places;
  return first === undefined
    ? undefined
    : others.reduce<Cursor>((one, other) => cursors.older(one, other), first);
}

function* pagesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
