import { WattletError } from '../../errors/wattlet-error.ts';
import type { WatchResponse } from '../../gen/wattlet/v1/live_pb.js';
import type { AskTopics, OpenLive } from '../live-connection.ts';
import type { Timers } from '../timers.ts';
import { callerName } from './caller-name.ts';
import { Leadership } from './leadership.ts';
import { StreamHost } from './stream-host.ts';
import { TabStream } from './tab-stream.ts';

/** A stream that is opened again within this time keeps its tab in the lead. */
const LINGER_MS = 1_000;

/** What {@link TabStreams} needs from outside. */
export interface TabStreamsDeps {
  /** Opens a stream of one's own. */
  readonly watch: OpenLive;
  readonly baseUrl: string;
  /** The token of whoever calls, if there is one: streams of one caller are shared. */
  readonly callerToken: (signal: AbortSignal) => Promise<string | undefined>;
  readonly timers: Timers;
  /** Calls back when the page becomes visible, and when it is left; returns a function that stops it. */
  readonly listenForWake: (wake: () => void, leave: () => void) => () => void;
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

  /** As one that is opened alone, but for its first frame, which may come twice. */
  async *open(topics: AskTopics, signal: AbortSignal): AsyncGenerator<WatchResponse> {
    const { baseUrl, callerToken, watch } = this.#deps;
    const name = await callerName(baseUrl, await callerToken(signal));
    if (signal.aborted) return;
    const part = this.#enter(name);
    try {
      const isAlone = yield* this.#shared(name, part, topics, signal);
      if (!isAlone) return;
    } finally {
      this.#leave(name, part);
    }
    yield* watch(topics, signal);
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
    const stopListening = listenForWake(
      () => stream.ping(),
      // What a browser keeps for the way back must hold no lock.
      () => leadership.resign(),
    );
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

  #enter(name: string): Part {
    const { watch, timers } = this.#deps;
    const part = this.#parts.get(name) ?? {
      leadership: new Leadership(name, () => {
        const host = new StreamHost(name, watch, timers);
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
    if (part.streams > 0) return;
    part.stopLingering = this.#deps.timers.after(LINGER_MS, () => {
      part.leadership.resign();
      this.#parts.delete(name);
    });
  }
}
