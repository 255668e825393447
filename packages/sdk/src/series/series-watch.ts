import { isFinal } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import type { SeriesPatch as WirePatch } from '../gen/wattlet/v1/live_pb.js';
import { fullJitterMs, retryDelayMs } from '../live/back-off.ts';
import type { LiveSource, LiveSubject, LiveTicket, LiveTopic } from '../live/live-source.ts';
import { pause, type Timers } from '../live/timers.ts';
import { type LinkedSignal, linkSignals } from '../transport/link-signals.ts';
import { toCursor } from './from-wire.ts';
import type { TimeRange } from './segment.ts';
import { type SeriesSelection, toSelector, toWireRange } from './selection.ts';
import type { SeriesResult } from './series-result.ts';
import { SeriesState } from './series-state.ts';
import type { SnapshotEvent, WatchEvent } from './watch-event.ts';
import { WatchQueue } from './watch-queue.ts';

/** What a watch needs from outside. */
export interface SeriesWatchDeps {
  readonly live: LiveSource;
  readonly timers: Timers;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Reads the series; `fresh` keeps caches from answering. */
  readonly read: (fresh: boolean, signal: AbortSignal) => Promise<SeriesResult>;
}

/** What is watched. */
export interface SeriesWatchTarget {
  readonly selection: SeriesSelection;
  readonly range: TimeRange;
  /** Each of them ends the watch when it aborts. */
  readonly ends: readonly AbortSignal[];
}

/** One watch: a read, then the topic on the shared stream that follows it, then reads again after resets. */
export class SeriesWatch implements LiveTopic {
  readonly events: WatchQueue<WatchEvent>;
  readonly #target: SeriesWatchTarget;
  readonly #deps: SeriesWatchDeps;
  #state: SeriesState;
  #completeUntil: number | undefined;
  #ticket: LiveTicket | undefined;
  #ends: LinkedSignal | undefined;
  #reading: AbortController | undefined;
  #resets = 0;

  constructor(target: SeriesWatchTarget, deps: SeriesWatchDeps) {
    this.#target = target;
    this.#deps = deps;
    this.#state = new SeriesState(target.range, [], { epoch: '', revision: 0 });
    this.events = new WatchQueue<WatchEvent>({
      start: () => this.#start(),
      stop: () => this.#stop(),
      latest: () => this.#snapshot(),
    });
  }

  subject(): LiveSubject {
    const { selection, range } = this.#target;
    const { epoch, revision } = this.#state.cursor;
    return {
      case: 'series',
      value: {
        selector: toSelector(selection),
        range: toWireRange(range),
        cursor: { epoch, revision: BigInt(revision) },
      },
    };
  }

  apply({ patches, cursor: wireCursor }: WirePatch): void {
    if (this.#reading) return;
    try {
      const cursor = toCursor(wireCursor);
      const { epoch, revision } = this.#state.cursor;
      if (cursor.epoch !== epoch) {
        this.reset('the storage of the stream was reset');
      } else if (cursor.revision > revision) {
        const applied = this.#state.apply(patches, cursor);
        this.#resets = 0;
        if (applied.length > 0) this.events.push({ type: 'patch', patches: applied, ...this.#now() });
      }
    } catch (error) {
      this.reset(`a patch could not be applied: ${WattletError.from(error).message}`);
    }
  }

  reset(reason: string): void {
    if (!this.#reading) void this.#readAgain(reason);
  }

  fail(error: WattletError): void {
    this.events.fail(error);
  }

  close(): void {
    this.events.end();
  }

  #start(): void {
    this.#ends = linkSignals(...this.#target.ends);
    if (this.#ends.signal.aborted) {
      this.events.end();
    } else {
      this.#ends.signal.addEventListener('abort', () => this.events.end());
      void this.#begin();
    }
  }

  #stop(): void {
    this.#ends?.unlink();
    this.#reading?.abort();
    this.#ticket?.leave();
  }

  /** A first read that fails is the caller's to judge; only what once worked is worth insisting on. */
  async #begin(): Promise<void> {
    const reading = this.#startReading();
    try {
      this.#take(await this.#deps.read(false, reading.signal));
      if (reading.signal.aborted) return;
      this.#ticket = this.#deps.live.join(this);
      this.events.push(this.#snapshot());
    } catch (error) {
      if (!reading.signal.aborted) this.fail(WattletError.from(error));
    } finally {
      this.#reading = undefined;
    }
  }

  async #readAgain(reason: string): Promise<void> {
    const reading = this.#startReading();
    const { timers, random } = this.#deps;
    try {
      // A server that answers every read with another reset is asked ever less often.
      if (this.#resets > 0) await pause(timers, fullJitterMs(this.#resets - 1, random), reading.signal);
      this.#resets += 1;
      const result = await this.#insist(reading.signal);
      if (!result) return;
      this.#take(result);
      this.#ticket?.renew();
      this.events.push({ ...this.#snapshot(), type: 'reset', reason });
    } catch (error) {
      this.fail(WattletError.from(error));
    } finally {
      this.#reading = undefined;
    }
  }

  /** Reads until it succeeds or cannot; undefined when it was given up. */
  async #insist(signal: AbortSignal): Promise<SeriesResult | undefined> {
    const { timers, random, read } = this.#deps;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        return await read(true, signal);
      } catch (thrown) {
        const error = WattletError.from(thrown);
        if (signal.aborted) break;
        if (isFinal(error.code) || error.code === 'unauthenticated') throw error;
        await pause(timers, retryDelayMs(attempt, random, error), signal);
      }
    }
    return undefined;
  }

  #startReading(): AbortController {
    this.#reading = new AbortController();
    return this.#reading;
  }

  #take({ series, cursor, completeUntil }: SeriesResult): void {
    this.#state = new SeriesState(this.#target.range, series, cursor);
    this.#completeUntil = completeUntil;
  }

  #now() {
    return { series: this.#state.series, cursor: this.#state.cursor };
  }

  #snapshot(): SnapshotEvent {
    const completeUntil = this.#completeUntil;
    return {
      type: 'snapshot',
      ...this.#now(),
      ...(completeUntil === undefined ? {} : { completeUntil }),
    };
  }
}
