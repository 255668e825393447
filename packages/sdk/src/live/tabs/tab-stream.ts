import type { AskTopics } from '../live-connection.ts';
import type { Timers } from '../timers.ts';
import type { Farewell, HostWords, TabMessage, TabWords } from './tab-message.ts';

/** Whoever hosts answers at once; a tab that does not for so long was put to sleep, as phones do. */
const SILENCE_MS = 2_000;

/** What there is to do about a stream: everything its host says but that it was heard. */
export type Told = Extract<HostWords, { kind: 'event' }> | Farewell;

/** What {@link TabStream} needs from outside. */
export interface TabStreamOptions {
  readonly topics: AskTopics;
  readonly timers: Timers;
  /** Nobody hosts, or whoever does is asleep. */
  readonly onSilence: () => void;
}

/** One stream of this tab at whoever hosts the streams of a name, one host after another. */
export class TabStream {
  readonly #options: TabStreamOptions;
  readonly #channel: BroadcastChannel;
  readonly #from = crypto.randomUUID();
  /** Bounded by the host, which lets go who takes nothing. */
  readonly #told: Told[] = [];
  #arrival = Promise.withResolvers<void>();
  #host: string | undefined;
  #isOver = false;
  #wasSilent = false;
  #stopWaiting: (() => void) | undefined;

  constructor(name: string, options: TabStreamOptions) {
    this.#options = options;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if ('host' in data && (data.to ?? this.#from) === this.#from) this.#hear(data);
    };
    this.#join();
  }

  /** Finds out whether the host is awake. */
  ping(): void {
    this.#say({ kind: 'ping' });
    this.#awaitHost();
  }

  /** What the host says next; undefined once the signal aborts. */
  async next(signal: AbortSignal): Promise<Told | undefined> {
    const wake = () => this.#arrival.resolve();
    signal.addEventListener('abort', wake, { once: true });
    while (this.#told.length === 0 && !signal.aborted) {
      await this.#arrival.promise;
      this.#arrival = Promise.withResolvers();
    }
    signal.removeEventListener('abort', wake);
    return signal.aborted ? undefined : this.#told.shift();
  }

  /** Tells the host that an event was taken. */
  taken(): void {
    this.#say({ kind: 'taken' });
  }

  close(): void {
    this.#stopWaiting?.();
    this.#say({ kind: 'leave' });
    this.#channel.close();
  }

  #hear(data: Extract<TabMessage, { host: string }>): void {
    if (this.#isOver) return;
    if (data.kind === 'ask' || data.kind === 'hosted') this.#host = data.host;
    else if (data.host !== this.#host) return;
    this.#wasSilent = false;
    this.#stopWaiting?.();
    switch (data.kind) {
      case 'ask':
      case 'gone':
        this.#join();
        break;
      case 'end':
      case 'alone':
        this.#finish(data);
        break;
      case 'event':
        this.#tell(data);
    }
  }

  #finish(farewell: Farewell): void {
    this.#isOver = true;
    this.#tell(farewell);
  }

  #tell(told: Told): void {
    this.#told.push(told);
    this.#arrival.resolve();
  }

  #join(): void {
    // What was not looked at yet comes again, as it is not behind the cursors.
    this.#told.length = 0;
    this.#say({ kind: 'join', topics: this.#options.topics() });
    this.#awaitHost();
  }

  #awaitHost(): void {
    const { timers, onSilence } = this.#options;
    this.#stopWaiting?.();
    this.#stopWaiting = timers.after(SILENCE_MS, () => {
      // Where the lead cannot be taken, or nothing is heard of who has it, there is no sharing.
      if (this.#wasSilent) return this.#finish({ kind: 'alone' });
      this.#wasSilent = true;
      onSilence();
      this.#awaitHost();
    });
  }

  #say(words: TabWords): void {
    const message: TabMessage = { ...words, from: this.#from };
    this.#channel.postMessage(message);
  }
}
