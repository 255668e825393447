import type { StreamCursor, StreamSql } from '../streams/query/series-store.ts';
import { MS_PER_DAY } from '../streams/query/utc-days.ts';
import { readChanges, type SeriesChange, type StreamState } from './live-store.ts';
import type { PatchReader } from './patch-reader.ts';
import type { SeriesView } from './series-view.ts';
import { mergeStreamChanges, streamChange } from './stream-change.ts';
import { WatchIndex } from './watch-index.ts';
import type { Watcher } from './watch-order.ts';

/** What the work of one round is done with: one snapshot of the stream. */
export interface Round {
  readonly sql: StreamSql;
  readonly patches: PatchReader;
  readonly signal: AbortSignal;
}

/** A patch above either is a reset: reading afresh is cheaper. */
const MAX_PATCH_BYTES = 256 * 1024;
const MAX_PATCH_DAYS = 4_000;

/** The watchers of a stream, by the revision at which they stand. */
export class Watchers {
  readonly #standing = new Map<bigint, WatchIndex<Watcher>>();

  get size(): number {
    return [...this.#standing.values()].reduce((sum, index) => sum + index.size, 0);
  }

  /** Adds a watcher that knows everything up to the revision. */
  add(watcher: Watcher, revision: bigint): void {
    this.#at(revision).add(watcher);
  }

  delete(watcher: Watcher): void {
    for (const index of this.#standing.values()) if (index.delete(watcher)) return;
  }

  /** Tells everyone to read afresh; they stand at the revision then. */
  resetAll(revision: bigint, reason: string): void {
    for (const from of [...this.#standing.keys()]) this.#reset(from, revision, reason);
  }

  /**
   * Brings every watcher to the newest revision: those whose view has changed since where they stand get one patch,
   * or a reset where the changes are too many or not known any more. If it fails, everyone stands either
   * where it stood or at the newest revision, having got what lies between.
   */
  async bringTo(state: StreamState, round: Round): Promise<void> {
    for (const revision of [...this.#standing.keys()]) {
      if (revision > state.revision) {
        this.#reset(revision, state.revision, 'the cursor is newer than the stream');
      } else if (revision < state.tail) {
        this.#reset(revision, state.revision, 'the changes since the cursor are no longer kept');
      } else if (revision < state.revision) {
        await this.#bringFrom(revision, state, round);
      }
    }
  }

  async #bringFrom(revision: bigint, state: StreamState, round: Round): Promise<void> {
    const seen = new Map<SeriesView, SeriesChange[]>();
    for await (const changes of readChanges(round.sql, { after: revision, upTo: state.revision })) {
      this.#at(revision).collect(changes, seen);
    }
    for (const [view, changes] of seen) {
      const tell =
        view.everyArea === undefined
          ? await preparePatch(changes, state, round)
          : prepareStreamChange(changes, state);
      round.signal.throwIfAborted();
      const watchers = this.#at(revision).take(view);
      for (const sameQueue of Map.groupBy(watchers, ({ queue }) => queue).values()) tell(sameQueue);
      for (const watcher of watchers) this.add(watcher, state.revision);
    }
    round.signal.throwIfAborted();
    this.#move(revision, state.revision);
  }

  #reset(from: bigint, to: bigint, reason: string): void {
    const watchers = this.#at(from).takeAll();
    this.#standing.delete(from);
    for (const watcher of watchers) {
      watcher.queue.pushReset(watcher.topicId, reason);
      this.add(watcher, to);
    }
  }

  /** Those who are left saw nothing of the changes. */
  #move(from: bigint, to: bigint): void {
    const left = this.#at(from);
    const there = this.#at(to);
    this.#standing.delete(from);
    if (left.size > there.size) {
      left.absorb(there);
      this.#standing.set(to, left);
    } else {
      there.absorb(left);
    }
  }

  #at(revision: bigint): WatchIndex<Watcher> {
    let index = this.#standing.get(revision);
    if (!index) {
      index = new WatchIndex();
      this.#standing.set(revision, index);
    }
    return index;
  }
}

/** Tells watchers of one view on one connection. */
type Tell = (watchers: readonly Watcher[]) => void;

/** Of every area at once nobody is sent the values: they would be read again as a snapshot all the same. */
function prepareStreamChange(changes: readonly SeriesChange[], cursor: StreamCursor): Tell {
  const sized = streamChange(changes, cursor);
  return (watchers) => {
    const topicIds = watchers.map(({ topicId }) => topicId);
    watchers[0]?.queue.pushChange({ topicIds, ...sized, merge: mergeStreamChanges });
  };
}

async function preparePatch(
  changes: readonly SeriesChange[],
  { epoch, revision }: StreamState,
  round: Round,
): Promise<Tell> {
  const days = changes.reduce((sum, { range }) => sum + (range.to - range.from) / MS_PER_DAY, 0);
  const sized = days > MAX_PATCH_DAYS ? undefined : await round.patches.read(changes);
  const bytes = sized?.reduce((sum, one) => sum + one.bytes, 0) ?? Number.POSITIVE_INFINITY;
  if (!sized || bytes > MAX_PATCH_BYTES) {
    return (watchers) => {
      for (const { queue, topicId } of watchers)
        queue.pushReset(topicId, 'more has changed than a patch holds');
    };
  }
  const patches = sized.map(({ patch }) => patch);
  return (watchers) => {
    const topicIds = watchers.map(({ topicId }) => topicId);
    watchers[0]?.queue.pushPatch({ topicIds, cursor: { epoch, revision }, patches, bytes });
  };
}
