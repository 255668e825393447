import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type ChartFrame, timeAt } from '../../chart/chart-frame.ts';
import { finestStep, readoutAt } from '../../chart/readout.ts';
import type { TimeSpan } from '../../chart/time-span.ts';

/** How many steps Page Up and Page Down go. */
const PAGE_STEPS = 6;

/** What a cursor tells its chart. */
export interface CursorListener {
  /** The user reads another time, or none. */
  moved(time: number | undefined): void;
  /** The user has pinned an interval, or let it go. */
  pinned(span: TimeSpan | undefined): void;
}

/** The place in time that the user reads, moved by pointer or keyboard. */
export class CursorController implements ReactiveController {
  /** Epoch milliseconds, or undefined while nothing is read. */
  time: number | undefined;
  /** Set while the keyboard moves the cursor: only then are values announced. */
  isKeyboard = false;
  /** Set while the cursor stays where it is, whatever the pointer does. */
  isPinned = false;
  readonly #host: ReactiveControllerHost;
  readonly #listener: CursorListener;

  constructor(host: ReactiveControllerHost, listener: CursorListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.time = undefined;
    this.isPinned = false;
  }

  /** Reads what lies under the pointer. */
  pointAt(frame: ChartFrame, x: number): void {
    if (!this.isPinned) this.#move(clampToData(frame, timeAt(frame, x)), false);
  }

  /** Reads what another chart of the same group reads. */
  follow(time: number | undefined): void {
    if (this.isPinned || time === this.time) return;
    this.time = time;
    this.isKeyboard = false;
    this.#host.requestUpdate();
  }

  /** Pins what is read, or lets it go. */
  togglePin(frame: ChartFrame): void {
    if (this.time === undefined) return;
    this.isPinned = !this.isPinned;
    this.#listener.pinned(this.isPinned ? readoutAt(frame.series, this.time).span : undefined);
    this.#host.requestUpdate();
  }

  /** Moves by a key. Returns whether the key means anything here. */
  press(frame: ChartFrame, key: string): boolean {
    if (key === 'Escape' && this.time !== undefined) {
      this.#unpin();
      this.clear();
      return true;
    }
    if (key === 'Enter' && this.time !== undefined) {
      this.togglePin(frame);
      return true;
    }
    const target = this.#targetOf(frame, key);
    if (target === undefined) return false;
    this.#unpin();
    this.#move(clampToData(frame, target), true);
    return true;
  }

  /** Reads nothing any more, unless it is pinned. */
  clear(): void {
    if (!this.isPinned) this.#move(undefined, false);
  }

  #unpin(): void {
    if (!this.isPinned) return;
    this.isPinned = false;
    this.#listener.pinned(undefined);
  }

  #targetOf(frame: ChartFrame, key: string): number | undefined {
    const step = finestStep(frame.series);
    // Without a cursor any arrow begins at the newest value, which is what one wants to know first.
    const by = (steps: number) =>
      this.time === undefined ? Number.POSITIVE_INFINITY : this.time + steps * step;
    switch (key) {
      case 'ArrowLeft':
        return by(-1);
      case 'ArrowRight':
        return by(1);
      case 'PageUp':
        return by(-PAGE_STEPS);
      case 'PageDown':
        return by(PAGE_STEPS);
      case 'Home':
        return Number.NEGATIVE_INFINITY;
      case 'End':
        return Number.POSITIVE_INFINITY;
      default:
        return undefined;
    }
  }

  #move(time: number | undefined, isKeyboard: boolean): void {
    if (time === this.time && isKeyboard === this.isKeyboard) return;
    this.time = time;
    this.isKeyboard = isKeyboard;
    this.#listener.moved(time);
    this.#host.requestUpdate();
  }
}

/** The middle of the interval that is nearest to a time, within the range and what is known of it. */
function clampToData(frame: ChartFrame, time: number): number {
  const step = finestStep(frame.series);
  const end = Math.min(frame.range.to, frame.gapIndex.newest ?? frame.range.to);
  const last = Math.max(frame.range.from, end - 1);
  const clamped = Math.min(last, Math.max(frame.range.from, time));
  return Math.floor(clamped / step) * step + step / 2;
}
