import { isFinal } from '../../errors/error-code.ts';
import { WattletError } from '../../errors/wattlet-error.ts';
import type { WatchResponse } from '../../gen/wattlet/v1/live_pb.js';
import type { OpenLive } from '../live-connection.ts';
import type { Timers } from '../timers.ts';
import { MAX_TOPICS } from '../topic-register.ts';
import type { AskedTopic, Farewell, HostCall, HostWords, TabMessage, TabWords } from './tab-message.ts';

/** Streams of tabs that come and go within this time are one re-opening. */
const ROUND_MS = 50;
/** Who does not answer for so long, or take anything, is gone or asleep. */
const PATIENCE_MS = 3_000;
/** The most events that such a tab may leave untaken. */
const MOST_UNTAKEN = 256;
/** For a tab that was put to sleep: it comes back by itself. */
const ASLEEP: Farewell = {
  kind: 'end',
  error: { code: 'unavailable', message: 'The page was asleep' },
};

type Event = WatchResponse['event'];

/** A stream of a tab, as its host knows it. */
interface Guest {
  topics: readonly AskedTopic[];
  /** Since everybody was asked last. */
  answered: boolean;
  untaken: number;
  /** Since when it has taken nothing of what there was to take. */
  idleSince: number;
}

/** Whose topic it is, and the id that it was asked for with. */
interface Place {
  readonly guest: string;
  readonly id: number;
}

/**
 * Carries the streams of all tabs on one of its own. When one of them comes, changes or goes, all say anew from which
 * cursors on they watch, and the stream is opened again with these: so nothing is missed, and nothing told twice.
 */
export class StreamHost {
  readonly #id = crypto.randomUUID();
  readonly #channel: BroadcastChannel;
  readonly #watch: OpenLive;
  readonly #timers: Timers;
  readonly #guests = new Map<string, Guest>();
  #stream: AbortController | undefined;
  /** While it is found out what to ask for. */
  #cancelRound: (() => void) | undefined;
  #isRoundLate = false;

  constructor(name: string, watch: OpenLive, timers: Timers) {
    this.#channel = new BroadcastChannel(name);
    this.#watch = watch;
    this.#timers = timers;
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if ('from' in data) this.#receive(data.from, data);
    };
    this.#ask();
  }

  /** Ends the stream; whom it carried looks for another host. */
  close(): void {
    this.#cancelRound?.();
    this.#stream?.abort();
    this.#call({ kind: 'gone' });
    this.#channel.close();
  }

  #receive(from: string, words: TabWords): void {
    const guest = this.#guests.get(from);
    switch (words.kind) {
      case 'join':
        this.#guests.set(from, { topics: words.topics, answered: true, untaken: 0, idleSince: 0 });
        this.#say(from, { kind: 'hosted' });
        this.#goOn();
        break;
      case 'taken':
        if (!guest) break;
        guest.untaken -= 1;
        guest.idleSince = this.#timers.now();
        break;
      case 'ping':
        if (guest) this.#say(from, { kind: 'hosted' });
        break;
      case 'leave':
        if (this.#guests.delete(from)) this.#goOn();
    }
  }

  /** Somebody came, answered or went. */
  #goOn(): void {
    if (!this.#cancelRound) this.#ask();
    else if (this.#isRoundLate && [...this.#guests.values()].every(({ answered }) => answered)) this.#open();
  }

  /** Gives up the stream, and opens another once everybody has said what to ask for. */
  #ask(): void {
    this.#stream?.abort();
    for (const guest of this.#guests.values()) guest.answered = false;
    this.#call({ kind: 'ask' });
    this.#isRoundLate = false;
    this.#cancelRound = this.#timers.after(ROUND_MS, () => {
      this.#isRoundLate = true;
      this.#cancelRound = this.#timers.after(PATIENCE_MS, () => this.#open());
      this.#goOn();
    });
  }

  #open(): void {
    this.#cancelRound?.();
    this.#cancelRound = undefined;
    const topics: AskedTopic[] = [];
    const places: Place[] = [];
    for (const [guest, { topics: asked, answered }] of this.#guests) {
      if (!answered) this.#dismiss(guest, ASLEEP);
      else if (places.length + asked.length > MAX_TOPICS) this.#dismiss(guest, { kind: 'alone' });
      else
        for (const topic of asked) {
          topics.push({ ...topic, id: places.length });
          places.push({ guest, id: topic.id ?? 0 });
        }
    }
    if (places.length === 0) return;
    const stream = new AbortController();
    this.#stream = stream;
    void this.#read(topics, places, stream.signal);
  }

  async #read(topics: AskedTopic[], places: readonly Place[], signal: AbortSignal): Promise<void> {
    let end: Farewell = { kind: 'end' };
    try {
      for await (const { event } of this.#watch(() => topics, signal)) {
        if (signal.aborted) return;
        this.#pass(event, places);
      }
    } catch (thrown) {
      const { code, message, retryAfterMs } = WattletError.from(thrown);
      // What is refused to all, or to this tab and its token, may be granted to each: then each asks for itself.
      const isRefused = isFinal(code) || code === 'unauthenticated';
      const told = { code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
      end = isRefused ? { kind: 'alone' } : { kind: 'end', error: told };
    }
    if (signal.aborted) return;
    for (const guest of this.#guests.keys()) this.#dismiss(guest, end);
  }

  /** Tells an event to whom it concerns, with the ids that each has given its topics. */
  #pass(event: Event, places: readonly Place[]): void {
    switch (event.case) {
      case 'series':
      case 'alerts':
      case 'conversation':
      case 'typing':
      case 'inbox':
      case 'presence':
      case 'stream':
        for (const [guest, own] of Map.groupBy(
          event.value.topicIds.flatMap((id) => places[id] ?? []),
          (place) => place.guest,
        )) {
          const topicIds = own.map(({ id }) => id);
          // The compiler does not follow that a case keeps its value.
          this.#tell(guest, { ...event, value: { ...event.value, topicIds } } as Event);
        }
        break;
      case 'ready':
        // Where topics stand nobody asks, and it has the ids of this stream.
        this.#tellAll({ ...event, value: { ...event.value, heads: [] } });
        break;
      case 'heartbeat':
        this.#tellAll(event);
        break;
      case 'reset': {
        const place = places[event.value.topicId];
        if (place) this.#tell(place.guest, { ...event, value: { ...event.value, topicId: place.id } });
      }
    }
  }

  #tellAll(event: Event): void {
    for (const guest of this.#guests.keys()) this.#tell(guest, event);
  }

  #tell(to: string, event: Event): void {
    const guest = this.#guests.get(to);
    if (!guest) return;
    const now = this.#timers.now();
    if (guest.untaken <= 0) guest.idleSince = now;
    guest.untaken += 1;
    // Many at once are no sign of sleep: nothing is taken before the next task.
    if (guest.untaken > MOST_UNTAKEN && now > guest.idleSince + PATIENCE_MS) this.#dismiss(to, ASLEEP);
    else this.#say(to, { kind: 'event', event });
  }

  #dismiss(to: string, farewell: Farewell): void {
    this.#guests.delete(to);
    this.#say(to, farewell);
    if (this.#guests.size === 0) this.#stream?.abort();
  }

  #say(to: string, words: HostWords): void {
    this.#post({ ...words, host: this.#id, to });
  }

  #call(call: HostCall): void {
    this.#post({ ...call, host: this.#id });
  }

  #post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }
}
