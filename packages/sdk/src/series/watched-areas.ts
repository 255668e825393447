import { WattletError } from '../errors/wattlet-error.ts';
import type { LiveChange, LiveSubject } from '../live/live-source.ts';
import type { WatchedState } from '../live/topic-watch.ts';
import type { AreasEvent, AreasResult } from './areas-watch.ts';
import { toCursor, toTimeRange } from './from-wire.ts';
import type { TimeRange } from './segment.ts';
import { toWireAreaType, toWireRange, toWireStream } from './selection.ts';
import type { AreaType, StreamName } from './series-key.ts';

/** What is watched: every area of a stream in one role, over a range. */
export interface WatchedAreasTarget {
  readonly stream: StreamName;
  readonly areaType: AreaType | undefined;
  readonly range: TimeRange;
}

/** Every area of a stream as one topic: it knows that something has changed, not what it is now. */
export class WatchedAreas implements WatchedState<AreasResult, AreasEvent> {
  readonly #target: WatchedAreasTarget;
  #now: AreasResult = { areas: [], cursor: { epoch: '', revision: 0 } };

  constructor(target: WatchedAreasTarget) {
    this.#target = target;
  }

  subject(): LiveSubject {
    const { stream, areaType, range } = this.#target;
    const { epoch, revision } = this.#now.cursor;
    return {
      case: 'stream',
      value: {
        stream: toWireStream(stream),
        areaType: toWireAreaType(areaType),
        range: toWireRange(range),
        cursor: { epoch, revision: BigInt(revision) },
      },
    };
  }

  take(read: AreasResult): void {
    this.#now = read;
  }

  apply(change: LiveChange): AreasEvent | undefined {
    if (change.case !== 'stream') return undefined;
    const cursor = toCursor(change.value.cursor);
    const { epoch, revision } = this.#now.cursor;
    if (cursor.epoch !== epoch) throw new WattletError('aborted', 'the storage of the stream was reset');
    if (cursor.revision <= revision) return undefined;
    const range = toTimeRange(change.value.range);
    this.#now = { ...this.#now, cursor };
    return { type: 'change', range, ...this.#now };
  }

  snapshot(): AreasEvent {
    return { type: 'snapshot', range: this.#target.range, ...this.#now };
  }

  afterReset(): AreasEvent {
    return { ...this.snapshot(), type: 'reset' };
  }
}
