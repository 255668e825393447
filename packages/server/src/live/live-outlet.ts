import { createContextKey } from '@connectrpc/connect';
import type { FlushTurns } from './flush-turns.ts';
import type { FrameCodec } from './frame-codec.ts';
import type { WatcherQueue } from './watcher-queue.ts';

/** What of a response of Node an outlet uses. */
export interface LiveResponse {
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  /** False if it is to be waited for `drain`. */
  write(frame: Uint8Array): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** What outlets share. */
export interface LiveOutletOptions {
  readonly codec: FrameCodec;
  readonly turns: FlushTurns;
}

/** Context key of the way around connect's encoding for what follows `Ready`; undefined where there is none. */
export const liveOutletKey = createContextKey<LiveOutlet | undefined>(undefined, {
  description: 'writes events of a stream as frames',
});

/** Writes the events of one queue to one response, as frames that connections share. */
export class LiveOutlet {
  readonly #response: LiveResponse;
  readonly #options: LiveOutletOptions;
  #carried: Carried | undefined;
  #isFull = false;

  constructor(response: LiveResponse, options: LiveOutletOptions) {
    this.#response = response;
    this.#options = options;
  }

  /**
   * Writes what the queue has until it is closed; while the client does not keep up, it waits there. Rejects with what
   * keeps an event from being encoded.
   *
   * @param onWrite called with every event
   */
  async carry(queue: WatcherQueue, onWrite: () => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#carried = { queue, onWrite, reject };
    queue.notify(() => {
      if (queue.closed) resolve();
      else if (!this.#isFull) this.#options.turns.add(this);
    });
    if (queue.closed) resolve();
    else if (queue.size > 0) this.#options.turns.add(this);
    try {
      await promise;
    } finally {
      this.#carried = undefined;
    }
  }

  /** Writes what waits, as far as there is room. */
  flush(): void {
    if (!this.#carried || this.#isFull) return;
    const { queue, onWrite, reject } = this.#carried;
    const { codec } = this.#options;
    try {
      while (!this.#isFull && !this.#response.destroyed && !this.#response.writableEnded) {
        const event = queue.take();
        if (!event) return;
        onWrite();
        this.#isFull = !this.#response.write(codec.frameOf(event));
      }
    } catch (error) {
      reject(error);
    }
    if (this.#isFull) this.#response.once('drain', () => this.#onDrain());
  }

  #onDrain(): void {
    this.#isFull = false;
    this.flush();
  }
}

interface Carried {
  readonly queue: WatcherQueue;
  readonly onWrite: () => void;
  readonly reject: (error: unknown) => void;
}
