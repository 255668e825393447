import type { ChatHours } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How often it is asked at most and at least, as hours are changed too, and clocks differ. */
const LEAST_MS = 15_000;
const MOST_MS = 300_000;

/** Whose hours these are. */
export interface KeptHours {
  /** As they were told last. */
  readonly hours: ChatHours | undefined;
  /** Asks for them; what fails leaves them as they are. */
  lookAtHours(): Promise<void>;
}

/**
 * Asks whether somebody answers, of whoever it is shown to: at once, when that is to change, every few minutes, and when the page
 * is looked at again.
 */
export class HoursController implements ReactiveController {
  readonly #kept: KeptHours;
  /** Whom it is asked of while the chat is shown. */
  #shown: object | undefined;
  #isConnected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, kept: KeptHours) {
    this.#kept = kept;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    document.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    document.removeEventListener('visibilitychange', this.#look);
    clearTimeout(this.#timer);
  }

  /** Asks of this client from now on, or of none; the same again changes nothing. */
  show(client: object | undefined): void {
    if (client === this.#shown) return;
    this.#shown = client;
    this.#look();
  }

  readonly #look = (): void => {
    clearTimeout(this.#timer);
    const shown = this.#shown;
    if (!shown || !this.#isConnected || document.hidden) return;
    void this.#kept.lookAtHours().then(() => {
      if (shown !== this.#shown || !this.#isConnected) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#look, pauseAfter(this.#kept.hours));
    });
  };
}

function pauseAfter(hours: ChatHours | undefined): number {
  if (!hours) return LEAST_MS;
  const untilOpen = (hours.opensAt?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now();
  return Math.min(MOST_MS, Math.max(LEAST_MS, untilOpen));
}
