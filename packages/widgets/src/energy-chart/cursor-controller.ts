import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type ChartFrame, timeAt } from '../chart/chart-frame.ts';
import { finestStep } from '../chart/readout.ts';
import { newestEnd } from '../chart/series-summary.ts';

/** How many steps Page Up and Page Down go. */
const PAGE_STEPS = 6;

/** The place in time that the user reads, moved by pointer or keyboard. */
export class CursorController implements ReactiveController {
  /** Epoch milliseconds, or undefined while nothing is read. */
  time: number | undefined;
  /** Set while the keyboard moves the cursor: only then are values announced. */
  isKeyboard = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.time = undefined;
  }

  /** Reads what lies under the pointer. */
  pointAt(frame: ChartFrame, x: number): void {
    this.#move(clampToData(frame, timeAt(frame, x)), false);
  }

  /** Moves by a key. Returns whether the key means anything here. */
  press(frame: ChartFrame, key: string): boolean {
    if (key === 'Escape' && this.time !== undefined) {
      this.clear();
      return true;
    }
    const target = this.#targetOf(frame, key);
    if (target === undefined) return false;
    this.#move(clampToData(frame, target), true);
    return true;
  }

  /** Reads nothing any more. */
  clear(): void {
    this.#move(undefined, false);
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
    this.#host.requestUpdate();
  }
}

/** The middle of the interval that is nearest to a time, within the range and what is known of it. */
function clampToData(frame: ChartFrame, time: number): number {
  const step = finestStep(frame.series);
  const end = Math.min(frame.range.to, newestEnd(frame.series) ?? frame.range.to);
  const last = Math.max(frame.range.from, end - 1);
  const clamped = Math.min(last, Math.max(frame.range.from, time));
  return Math.floor(clamped / step) * step + step / 2;
}
