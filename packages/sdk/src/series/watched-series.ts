import { WattletError } from '../errors/wattlet-error.ts';
import type { LiveChange, LiveSubject } from '../live/live-source.ts';
import type { WatchedState } from '../live/topic-watch.ts';
import { toCursor } from './from-wire.ts';
import type { TimeRange } from './segment.ts';
import { type SeriesSelection, toSelector, toWireRange } from './selection.ts';
import type { SeriesResult } from './series-result.ts';
import { SeriesState } from './series-state.ts';
import type { ResetEvent, SnapshotEvent, WatchEvent } from './watch-event.ts';

/** The series of one watch: as they were read, with every patch since. */
export class WatchedSeries implements WatchedState<SeriesResult, WatchEvent> {
  readonly #selection: SeriesSelection;
  readonly #range: TimeRange;
  readonly #bucketSeconds: number;
  #state: SeriesState;
  #completeUntil: number | undefined;

  /** @param bucketSeconds length of the buckets; 0 for values as published */
  constructor(selection: SeriesSelection, range: TimeRange, bucketSeconds: number) {
    this.#selection = selection;
    this.#range = range;
    this.#bucketSeconds = bucketSeconds;
    this.#state = new SeriesState(range, [], { epoch: '', revision: 0 });
  }

  subject(): LiveSubject {
    const { epoch, revision } = this.#state.cursor;
    return {
      case: 'series',
      value: {
        selector: toSelector(this.#selection),
        range: toWireRange(this.#range),
        bucketSeconds: this.#bucketSeconds,
        cursor: { epoch, revision: BigInt(revision) },
      },
    };
  }

  take({ series, cursor, completeUntil }: SeriesResult): void {
    this.#state = new SeriesState(this.#range, series, cursor);
    this.#completeUntil = completeUntil;
  }

  apply(change: LiveChange): WatchEvent | undefined {
    if (change.case !== 'series') return undefined;
    const cursor = toCursor(change.value.cursor);
    const { epoch, revision } = this.#state.cursor;
    if (cursor.epoch !== epoch) throw new WattletError('aborted', 'the storage of the stream was reset');
    if (cursor.revision <= revision) return undefined;
    const patches = this.#state.apply(change.value.patches, cursor);
    return patches.length > 0 ? { type: 'patch', patches, ...this.#now() } : undefined;
  }

  snapshot(): SnapshotEvent {
    return { type: 'snapshot', ...this.#now(), ...this.#completeness() };
  }

  afterReset(reason: string): ResetEvent {
    return { type: 'reset', reason, ...this.#now(), ...this.#completeness() };
  }

  #now() {
    return { series: this.#state.series, cursor: this.#state.cursor };
  }

  #completeness(): Pick<SnapshotEvent, 'completeUntil'> {
    return this.#completeUntil === undefined ? {} : { completeUntil: this.#completeUntil };
  }
}
