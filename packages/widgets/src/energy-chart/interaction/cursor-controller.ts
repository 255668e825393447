import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { timeAt } from '../../chart/chart-frame.ts';
import type { GapIndex } from '../../chart/gap-index.ts';
import { finestStep } from '../../chart/readout.ts';
import type { TimeSpan } from '../../chart/time-span.ts';
import { pixelMsOf, type ReadFrame, readoutUnder } from './readout-under.ts';

/** What a cursor needs of a frame. */
type CursorFrame = ReadFrame & { readonly gapIndex: Pick<GapIndex, 'newest'> };

/** How many places Page Up and Page Down go. */
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

  /** What is read, where a range shows it; another chart of the group may read what this one has never asked for. */
  timeIn({ from, to }: TimeSpan): number | undefined {
    const { time } = this;
    return time !== undefined && time >= from && time < to ? time : undefined;
  }

  /** Reads what lies under the pointer, unless something is pinned that is to be seen. */
  pointAt(frame: CursorFrame, x: number): void {
    if (this.isPinned && this.timeIn(frame.range) !== undefined) return;
    this.#unpin();
    this.#move(clampToData(frame, timeAt(frame, x)), false);
  }

  /** Reads what another chart of the same group reads. */
  follow(time: number | undefined): void {
    if (this.isPinned || time === this.time) return;
    this.time = time;
    this.isKeyboard = false;
    this.#host.requestUpdate();
  }

  /** Pins what is read, or lets it go. */
  togglePin(frame: CursorFrame): void {
    const time = this.timeIn(frame.range);
    if (time === undefined) return;
    this.isPinned = !this.isPinned;
    this.#listener.pinned(this.isPinned ? readoutUnder(frame, time).span : undefined);
    this.#host.requestUpdate();
  }

  /** Moves by a key. Returns whether the key means anything here. */
  press(frame: CursorFrame, key: string): boolean {
    if (key === 'Escape' && this.time !== undefined) {
      this.#unpin();
      this.clear();
      return true;
    }
    if (key === 'Enter' && this.timeIn(frame.range) !== undefined) {
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

  #targetOf(frame: CursorFrame, key: string): number | undefined {
    // Without a cursor any arrow begins at the newest value, which is what one wants to know first.
    const by = (steps: number) =>
      this.time === undefined ? Number.POSITIVE_INFINITY : timeAfter(frame, this.time, steps);
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

/** The time so many places on, or back where that is negative: at each of them another interval is read. */
function timeAfter(frame: CursorFrame, time: number, steps: number): number {
  const move = Math.sign(steps) * placesOf(frame).length;
  let target = clampToData(frame, time);
  for (let left = Math.abs(steps); left > 0; left--) {
    const { from, to } = readoutUnder(frame, target).span;
    do target += move;
    while (target >= from && target < to);
  }
  return target;
}

/** The middle of the place that is nearest to a time, within the range and what is known of it. */
function clampToData(frame: CursorFrame, time: number): number {
  const { origin, length } = placesOf(frame);
  const { from, to } = frame.range;
  const last = Math.max(from, Math.min(to, frame.gapIndex.newest ?? to) - 1);
  const within = (wanted: number) => Math.min(last, Math.max(from, wanted));
  return within(origin + (Math.floor((within(time) - origin) / length) + 0.5) * length);
}

/** Where a cursor can be: in each interval, or where several share a pixel, on each pixel. */
function placesOf(frame: CursorFrame): { readonly origin: number; readonly length: number } {
  const { series, range, axis = range } = frame;
  const step = finestStep(series);
  const pixelMs = pixelMsOf(frame);
  return pixelMs < 2 * step ? { origin: 0, length: step } : { origin: axis.from, length: pixelMs };
}
