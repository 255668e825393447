import { PRESENCE_MS } from './agent-store.ts';

/** An agent says that they are there for customers, or that they have gone. */
export interface PresenceSignal {
  readonly siteId: string;
  readonly agentId: string;
  readonly online: boolean;
}

/** Which agents are there, as far as this node has heard. Whoever goes without a word has gone after 45 seconds. */
export class PresenceBoard {
  readonly #announce: (signal: PresenceSignal) => void;
  readonly #expiryMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** @param announce is told of every change, and of nothing else */
  constructor(announce: (signal: PresenceSignal) => void, expiryMs = PRESENCE_MS) {
    this.#announce = announce;
    this.#expiryMs = expiryMs;
  }

  /** How many are there. */
  get size(): number {
    return this.#timers.size;
  }

  /** Takes a signal. That somebody has gone of whom this node has not heard is told, too: others may think them there. */
  note(signal: PresenceSignal): void {
    const { siteId, agentId, online } = signal;
    const name = `${siteId} ${agentId}`;
    const wasOnline = this.#timers.has(name);
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
    if (online) {
      const gone = { siteId, agentId, online: false };
      this.#timers.set(name, setTimeout(() => this.note(gone), this.#expiryMs).unref());
    }
    if (!online || !wasOnline) this.#announce(signal);
  }
}
