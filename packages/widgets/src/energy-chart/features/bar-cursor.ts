import type { ReactiveControllerHost } from 'lit';

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Which of some bars is read, by keyboard, mouse or touch. */
export class BarCursor {
  /** −1 for none. */
  current = -1;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Takes a key that was pressed on the bars. @param count how many bars there are */
  press(event: KeyboardEvent, count: number): void {
    const step = STEPS[event.key];
    if (event.key === 'Escape') this.#move(-1);
    if (step === undefined) return;
    event.preventDefault();
    const from = this.current < 0 && step < 0 ? count : this.current;
    const to = Math.min(count - 1, Math.max(0, from + step));
    this.#move(to);
    // The keys would have scrolled.
    if (event.currentTarget instanceof Element)
      event.currentTarget.querySelectorAll('li')[to]?.scrollIntoView({ block: 'nearest' });
  }

  /** Takes a pointer that is over the bars, each of them an `li`. */
  readonly point = ({ target }: Event): void => {
    const item = target instanceof Element ? target.closest('li') : null;
    const bars = item?.parentElement?.querySelectorAll('li');
    if (item && bars) this.#move([...bars].indexOf(item));
  };

  #move(to: number): void {
    if (to === this.current) return;
    this.current = to;
    this.#host.requestUpdate();
  }
}
