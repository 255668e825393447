import type { Timers } from '../live/timers.ts';

/** The server forgets an agent 45 seconds after they last said that they are there. */
const REPEAT_MS = 20_000;

/** Tells whether somebody may look at the page: `document` of a page. */
export interface VisibilityScope {
  readonly visibilityState: string;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/** What a presence needs from outside. */
export interface PresenceDeps {
  /** Tells the server. */
  readonly say: (online: boolean) => Promise<unknown>;
  readonly timers: Timers;
  /** Absent where there is no page that could be hidden. */
  readonly page: VisibilityScope | undefined;
  /** Aborts when the client is closed. */
  readonly closing: AbortSignal;
}

/**
 * Keeps an agent there for customers: says so at once and then again and again, while the page is visible. Whoever
 * hides the page, or closes it, is away as soon as the server has not heard of them for 45 seconds.
 */
export class InboxPresence {
  readonly #deps: PresenceDeps;
  #isOn = false;
  #cancel: (() => void) | undefined;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  /** Whether the agent says that they are there. */
  get isOnline(): boolean {
    return this.#isOn;
  }

  /** The agent is there from now on. */
  start(): void {
    if (this.#isOn || this.#deps.closing.aborted) return;
    this.#isOn = true;
    this.#deps.page?.addEventListener('visibilitychange', this.#repeat);
    this.#deps.closing.addEventListener('abort', this.#halt);
    this.#repeat();
  }

  /** Says again that the agent is there, where that is so: another device of theirs has just said goodbye. */
  insist(): void {
    if (this.#isOn) this.#repeat();
  }

  /** The agent is away from now on. Resolves when the server was told, or could not be. */
  async stop(): Promise<void> {
    if (!this.#isOn) return;
    this.#halt();
    await this.#say(false);
  }

  /** Says nothing more: the server notices by itself. */
  readonly #halt = (): void => {
    this.#isOn = false;
    this.#cancel?.();
    this.#deps.page?.removeEventListener('visibilitychange', this.#repeat);
    this.#deps.closing.removeEventListener('abort', this.#halt);
  };

  readonly #repeat = (): void => {
    this.#cancel?.();
    const { page, timers } = this.#deps;
    if (page && page.visibilityState !== 'visible') return;
    this.#cancel = timers.after(REPEAT_MS, this.#repeat);
    void this.#say(true);
  };

  /** What could not be told is told again with the next turn, and an agent who could not say goodbye is forgotten. */
  async #say(online: boolean): Promise<void> {
    await this.#deps.say(online).catch(() => undefined);
  }
}
