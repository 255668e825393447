import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TimeSpan } from '../../chart/time-span.ts';

const DURATION_MS = 180;

/** Slides the shown range to where it should be when new data moves it along; any other change is made at once. */
export class RangeAnimation implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #from: TimeSpan | undefined;
  #to: TimeSpan | undefined;
  #startedAt = 0;
  #frame = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The range to draw now, on the way to `target`. */
  towards(target: TimeSpan, isStill: boolean): TimeSpan {
    const now = performance.now();
    const current = this.#currentAt(now);
    if (this.#to?.from !== target.from || this.#to.to !== target.to) {
      const slides = !isStill && current && isNextTo(current, target);
      this.#from = slides ? current : target;
      this.#to = target;
      this.#startedAt = slides ? now : Number.NEGATIVE_INFINITY;
    }
    if (now < this.#startedAt + DURATION_MS) this.#requestFrame();
    return this.#currentAt(now) ?? target;
  }

  /** Whether the range that was drawn last is not yet the one asked for. */
  get isMoving(): boolean {
    return this.#frame !== 0;
  }

  /** Forgets where it was: what comes next is another chart. */
  reset(): void {
    this.#from = undefined;
    this.#to = undefined;
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.reset();
  }

  #requestFrame(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#host.requestUpdate();
    });
  }

  #currentAt(now: number): TimeSpan | undefined {
    if (!this.#from || !this.#to) return undefined;
    const progress = Math.min(1, (now - this.#startedAt) / DURATION_MS);
    if (progress === 1) return this.#to;
    const eased = 1 - (1 - progress) ** 3;
    // Whole milliseconds, so that the length stays what it is: what is drawn can then be moved.
    const between = (a: number, b: number) => Math.round(a + (b - a) * eased);
    const from = between(this.#from.from, this.#to.from);
    const length = between(this.#from.to - this.#from.from, this.#to.to - this.#to.from);
    return { from, to: from + length };
  }
}

/** Overlapping, and of much the same length: the next hour, not another year. */
function isNextTo(a: TimeSpan, b: TimeSpan): boolean {
  const length = b.to - b.from;
  return Math.abs(a.to - a.from - length) < length / 2 && a.from < b.to && b.from < a.to;
}
