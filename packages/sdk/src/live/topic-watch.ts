import { isFinal } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import { type LinkedSignal, linkSignals } from '../transport/link-signals.ts';
import { fullJitterMs, retryDelayMs } from './back-off.ts';
import type { LiveChange, LiveSource, LiveSubject, LiveTicket, LiveTopic } from './live-source.ts';
import { pause, type Timers } from './timers.ts';
import { WatchQueue } from './watch-queue.ts';

/** What a watch needs from outside. */
export interface TopicWatchDeps<Read> {
  readonly live: LiveSource;
  readonly timers: Timers;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Each of them ends the watch when it aborts. */
  readonly ends: readonly AbortSignal[];
  /** Reads the whole state; `fresh` keeps caches from answering. */
  readonly read: (fresh: boolean, signal: AbortSignal) => Promise<Read>;
}

/** The state that a watch keeps: a read, and every change after it. */
export interface WatchedState<Read, Event> {
  /** What to ask the shared stream for, with the cursor of the state. */
  subject(): LiveSubject;
  /** Replaces the state by what was read. */
  take(read: Read): void;
  /**
   * Applies a change, all of it or nothing.
   *
   * @returns what to tell; undefined for a change that is known already or of another kind
   * @throws when the change cannot be applied: the state is read afresh
   */
  apply(change: LiveChange): Event | undefined;
  /** Whether it is time to read afresh after a change, though nothing is wrong; never where it is left out. */
  isStale?(): boolean;
  /** One event that stands for all so far. */
  snapshot(): Event;
  /** The same after a fresh read, with the reason for that. */
  afterReset(reason: string): Event;
}

/**
 * One watch: a read, then the topic on the shared stream that follows it, then reads again after resets.
 * Its {@link events} end in the state of a fresh read, whatever is repeated, lost or reset on the way.
 */
export class TopicWatch<Read, Event> implements LiveTopic {
  readonly events: WatchQueue<Event>;
  readonly #state: WatchedState<Read, Event>;
  readonly #deps: TopicWatchDeps<Read>;
  #ticket: LiveTicket | undefined;
  #ends: LinkedSignal | undefined;
  #reading: AbortController | undefined;
  #resets = 0;

  constructor(state: WatchedState<Read, Event>, deps: TopicWatchDeps<Read>) {
    this.#state = state;
    this.#deps = deps;
    this.events = new WatchQueue<Event>({
      start: () => this.#start(),
      stop: () => this.#stop(),
      latest: () => state.snapshot(),
    });
  }

  subject(): LiveSubject {
    return this.#state.subject();
  }

  apply(change: LiveChange): void {
    if (this.#reading) return;
    try {
      const event = this.#state.apply(change);
      if (event === undefined) return;
      this.#resets = 0;
      this.events.push(event);
      if (this.#state.isStale?.()) this.reset('it was time');
    } catch (error) {
      this.reset(`a change could not be applied: ${WattletError.from(error).message}`);
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
    this.#ends = linkSignals(...this.#deps.ends);
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
      this.#state.take(await this.#read(false, reading.signal));
      if (reading.signal.aborted) return;
      this.#ticket = this.#deps.live.join(this);
      this.events.push(this.#state.snapshot());
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
      this.#state.take(result.read);
      this.#ticket?.renew();
      this.events.push(this.#state.afterReset(reason));
    } catch (error) {
      this.fail(WattletError.from(error));
    } finally {
      this.#reading = undefined;
    }
  }

  /** Reads until it succeeds or cannot; undefined when it was given up. */
  async #insist(signal: AbortSignal): Promise<{ readonly read: Read } | undefined> {
    const { timers, random } = this.#deps;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        return { read: await this.#read(true, signal) };
      } catch (thrown) {
        const error = WattletError.from(thrown);
        if (signal.aborted) break;
        if (isFinal(error.code) || error.code === 'unauthenticated') throw error;
        await pause(timers, retryDelayMs(attempt, random, error), signal);
      }
    }
    return undefined;
  }

  /** Reads for whoever calls: once more, if it is somebody else by the time that the answer is there. */
  async #read(fresh: boolean, signal: AbortSignal): Promise<Read> {
    const { live, read } = this.#deps;
    const { caller } = live;
    try {
      const answer = await read(fresh, signal);
      if (live.caller === caller) return answer;
    } catch (error) {
      if (live.caller === caller || signal.aborted) throw error;
    }
    return this.#read(true, signal);
  }

  #startReading(): AbortController {
    this.#reading = new AbortController();
    return this.#reading;
  }
}
