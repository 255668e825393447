import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Bar, nearestBar } from '../../chart/bar-frame.ts';
import { timeAt } from '../../chart/chart-frame.ts';
import type { MeterView } from './meter-view.ts';

/** How many bars Page Up and Page Down go. */
const PAGE_BARS = 6;

/** What a cursor tells its chart. */
export interface MeterCursorListener {
  /** The user reads the bar of another time, or none. */
  moved(time: number | undefined): void;
  /** The user has pinned a bar, or let it go. */
  pinned(bar: Bar | undefined): void;
}

/** The bar that the user reads, moved by pointer or keyboard. */
export class MeterCursor implements ReactiveController {
  /** A time within the bar, epoch milliseconds; undefined while none is read. */
  time: number | undefined;
  /** Set while the keyboard moves the cursor: only then are values announced. */
  isKeyboard = false;
  /** Set while the cursor stays where it is, whatever the pointer does. */
  isPinned = false;
  readonly #host: ReactiveControllerHost;
  readonly #listener: MeterCursorListener;

  constructor(host: ReactiveControllerHost, listener: MeterCursorListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.time = undefined;
    this.isPinned = false;
  }

  /** Index of the bar in a view; −1 for none. */
  indexIn({ series: { bars } }: MeterView): number {
    const { time } = this;
    return time === undefined ? -1 : bars.findIndex(({ from, to }) => from <= time && time < to);
  }

  /** Reads the bar under the pointer. */
  pointAt(view: MeterView, x: number): void {
    if (this.isPinned && this.indexIn(view) >= 0) return;
    this.#unpin();
    this.#moveTo(view, nearestBar(view.series.bars, timeAt(view.frame, x)), false);
  }

  /** Reads what another chart of the same group reads. */
  follow(time: number | undefined): void {
    if (this.isPinned || time === this.time) return;
    this.time = time;
    this.isKeyboard = false;
    this.#host.requestUpdate();
  }

  /** Pins what is read, or lets it go. */
  togglePin(view: MeterView): void {
    const bar = view.series.bars[this.indexIn(view)];
    if (!bar) return;
    this.isPinned = !this.isPinned;
    this.#listener.pinned(this.isPinned ? bar : undefined);
    this.#host.requestUpdate();
  }

  /** Moves by a key. Returns whether the key means anything here. */
  press(view: MeterView, key: string): boolean {
    const last = view.series.bars.length - 1;
    const now = this.indexIn(view);
    if (key === 'Escape') {
      this.#unpin();
      this.clear();
      return true;
    }
    if (key === 'Enter') {
      this.togglePin(view);
      return true;
    }
    const by = (bars: number) => (now < 0 ? last : Math.max(0, Math.min(last, now + bars)));
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: by(-1),
      ArrowRight: by(1),
      PageUp: by(-PAGE_BARS),
      PageDown: by(PAGE_BARS),
      Home: 0,
      End: last,
    };
    const target = targets[key];
    if (target === undefined) return false;
    this.#unpin();
    this.#moveTo(view, target, true);
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

  #moveTo({ series: { bars } }: MeterView, index: number, isKeyboard: boolean): void {
    this.#move(bars[index]?.from, isKeyboard);
  }

  #move(time: number | undefined, isKeyboard: boolean): void {
    if (time === this.time && isKeyboard === this.isKeyboard) return;
    this.time = time;
    this.isKeyboard = isKeyboard;
    this.#listener.moved(time);
    this.#host.requestUpdate();
  }
}
