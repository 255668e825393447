import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type AlertPreferences, readPreferences, writePreferences } from './alert-preferences.ts';

type Signals = typeof import('./alert-signals.ts');

/** One thing to tell beyond the page. */
export interface Signal {
  readonly title: string;
  readonly body: string;
  /** A later signal of a tag takes the place of an earlier one. */
  readonly tag: string;
}

/** System notifications and sound: both off until the person turns them on, loaded when they do. */
export class SignalsController implements ReactiveController {
  preferences: AlertPreferences = readPreferences();
  /** Set once the browser has refused notifications. */
  isDenied = false;
  readonly #host: ReactiveControllerHost;
  readonly #onError: (cause: unknown) => void;

  /** @param onError is told when what makes the signals cannot be loaded */
  constructor(host: ReactiveControllerHost, onError: (cause: unknown) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  hostConnected(): void {
    this.preferences = readPreferences();
  }

  /** Turns notifications on or off; on only as far as the browser lets the page. */
  toggleNotify(): void {
    if (this.preferences.notify) {
      this.#set({ ...this.preferences, notify: false });
      return;
    }
    this.#with(async ({ mayNotify }) => {
      const isAllowed = await mayNotify();
      this.isDenied = !isAllowed;
      this.#set({ ...this.preferences, notify: isAllowed });
    });
  }

  /** Turns sound on or off; once it is on it is heard. */
  toggleSound(): void {
    const sound = !this.preferences.sound;
    this.#set({ ...this.preferences, sound });
    if (sound) this.#with(({ beep }) => beep());
  }

  /** Tells something beyond the page, as far as the person wants it. */
  send({ title, body, tag }: Signal): void {
    const { notify: isNotified, sound } = this.preferences;
    if (!isNotified && !sound) return;
    this.#with(({ notify, beep }) => {
      if (isNotified) notify(title, body, tag);
      return sound ? beep() : undefined;
    });
  }

  #set(preferences: AlertPreferences): void {
    this.preferences = preferences;
    writePreferences(preferences);
    this.#host.requestUpdate();
  }

  #with(use: (signals: Signals) => void | Promise<void>): void {
    import('./alert-signals.ts').then(use).catch(this.#onError);
  }
}
