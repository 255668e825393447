/**
 * Which of the tabs that stand for a name leads, by a Web Lock of that name: one at a time, and another as soon as it is
 * gone, however it went (https://www.w3.org/TR/web-locks/).
 */
export class Leadership {
  readonly #name: string;
  readonly #lead: () => () => void;
  #withdraw: (() => void) | undefined;

  /** @param lead called when it is this tab that leads; returns what ends that */
  constructor(name: string, lead: () => () => void) {
    this.#name = name;
    this.#lead = lead;
  }

  /** Leads once no other does. */
  stand(): void {
    if (this.#withdraw) return;
    const waiting = new AbortController();
    this.#request({ signal: waiting.signal }, () => waiting.abort());
  }

  /** Leads now: whoever does is asleep. */
  take(): void {
    this.resign();
    this.#request({ steal: true }, () => undefined);
  }

  /** Stands no longer. What a leader does has ended when it returns. */
  resign(): void {
    this.#withdraw?.();
    this.#withdraw = undefined;
  }

  #request(options: LockOptions, stopWaiting: () => void): void {
    const resigned = Promise.withResolvers<void>();
    // Who takes the lead has it, even if it is taken on before that is told.
    let hasLed = options.steal ?? false;
    let end: (() => void) | undefined;
    const stopLeading = () => {
      end?.();
      end = undefined;
    };
    const withdraw = () => {
      stopWaiting();
      stopLeading();
      resigned.resolve();
    };
    this.#withdraw = withdraw;
    const held = navigator.locks.request(this.#name, options, async () => {
      if (this.#withdraw !== withdraw) return;
      hasLed = true;
      end = this.#lead();
      await resigned.promise;
    });
    // It rejects when the wait was given up, and when another has taken the lead.
    held.catch(() => {
      stopLeading();
      if (this.#withdraw !== withdraw) return;
      this.#withdraw = undefined;
      if (hasLed) this.stand();
    });
  }
}
