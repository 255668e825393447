import { WattletError } from '../../errors/wattlet-error.ts';
import type { WatchResponse } from '../../gen/wattlet/v1/live_pb.js';
import { linkSignals } from '../../transport/link-signals.ts';
import type { AskTopics, OpenLive } from '../live-connection.ts';
import type { Timers } from '../timers.ts';
import { callerName } from './caller-name.ts';
import { Leadership } from './leadership.ts';
import { StreamHost } from './stream-host.ts';
import { TabStream } from './tab-stream.ts';

/** A stream that is opened again within this time keeps its tab in the lead. */
const LINGER_MS = 1_000;
/** After so long a tab that was sent away tries to share again: what was refused to all may be gone with who asked for it. */
const ALONE_MS = 60_000;

/** What {@link TabStreams} needs from outside. */
export interface TabStreamsDeps {
  /** Opens a stream of one's own. */
  readonly watch: OpenLive;
  readonly baseUrl: string;
  /** The token of whoever calls, if there is one: streams of one caller are shared. Asked for with every opening. */
  readonly callerToken: (signal: AbortSignal) => Promise<string | undefined>;
  readonly timers: Timers;
  /** Calls back when the one that leads may have gone to sleep meanwhile; returns a function that stops it. */
  readonly listenForWake: (wake: () => void) => () => void;
}

/** The part of this tab in the streams of one name. */
interface Part {
  readonly leadership: Leadership;
  streams: number;
  stopLingering: (() => void) | undefined;
}

/** The live streams of this tab, each carried by the one stream that tabs of the same caller share. */
export class TabStreams {
  readonly #deps: TabStreamsDeps;
  readonly #parts = new Map<string, Part>();

  constructor(deps: TabStreamsDeps) {
    this.#deps = deps;
  }

  /** As one that is opened alone, but for its first frame, which may come again. */
  async *open(topics: AskTopics, signal: AbortSignal): AsyncGenerator<WatchResponse> {
    const name = await this.#name(signal);
    if (signal.aborted) return;
    if (name === undefined) {
      yield* this.#deps.watch(topics, signal);
      return;
    }
    const part = this.#enter(name);
    try {
      const isAlone = yield* this.#shared(name, part, topics, signal);
      if (!isAlone) return;
    } finally {
      this.#leave(name, part);
    }
    yield* this.#alone(topics, signal);
  }

  /** Leads no more, at once: the page is left, the client closed, or it is somebody else who calls from now on. */
  resign(): void {
    for (const { leadership, stopLingering } of this.#parts.values()) {
      stopLingering?.();
      leadership.resign();
    }
    this.#parts.clear();
  }

  /** @returns true when it has to be opened alone */
  async *#shared(
    name: string,
    { leadership }: Part,
    topics: AskTopics,
    signal: AbortSignal,
  ): AsyncGenerator<WatchResponse, boolean> {
    const { timers, listenForWake } = this.#deps;
    const stream = new TabStream(name, { topics, timers, onSilence: () => leadership.take() });
    leadership.stand();
    const stopListening = listenForWake(() => stream.ping());
    try {
      for (let told = await stream.next(signal); told; told = await stream.next(signal)) {
        if (told.kind === 'alone') return true;
        if (told.kind === 'end') {
          if (told.error) throw new WattletError(told.error.code, told.error.message, told.error);
          return false;
        }
        yield { $typeName: 'wattlet.v1.WatchResponse', event: told.event };
        stream.taken();
      }
      return false;
    } finally {
      stopListening();
      stream.close();
    }
  }

  /** A stream of this tab's own, for a while: it ends in order. */
  async *#alone(topics: AskTopics, signal: AbortSignal): AsyncGenerator<WatchResponse> {
    const { watch, timers } = this.#deps;
    const over = new AbortController();
    const stop = timers.after(ALONE_MS, () => over.abort());
    const { signal: either, unlink } = linkSignals(signal, over.signal);
    try {
      yield* watch(topics, either);
    } catch (error) {
      if (!over.signal.aborted) throw error;
    } finally {
      stop();
      unlink();
    }
  }

  /** For all tabs of a caller; never with the token of another, who may call from this tab by now. */
  async *#watchFor(name: string, topics: AskTopics, signal: AbortSignal): AsyncGenerator<WatchResponse> {
    if ((await this.#name(signal)) !== name)
      throw new WattletError('unauthenticated', 'It is somebody else who calls by now');
    yield* this.#deps.watch(topics, signal);
  }

  async #name(signal: AbortSignal): Promise<string | undefined> {
    const { baseUrl, callerToken } = this.#deps;
    return callerName(baseUrl, await callerToken(signal));
  }

  #enter(name: string): Part {
    const part = this.#parts.get(name) ?? {
      leadership: new Leadership(name, () => {
        const watch: OpenLive = (topics, signal) => this.#watchFor(name, topics, signal);
        const host = new StreamHost(name, watch, this.#deps.timers);
        return () => host.close();
      }),
      streams: 0,
      stopLingering: undefined,
    };
    part.stopLingering?.();
    part.streams += 1;
    this.#parts.set(name, part);
    return part;
  }

  #leave(name: string, part: Part): void {
    part.streams -= 1;
    if (part.streams > 0 || this.#parts.get(name) !== part) return;
    part.stopLingering = this.#deps.timers.after(LINGER_MS, () => {
      part.leadership.resign();
      this.#parts.delete(name);
    });
  }
}
