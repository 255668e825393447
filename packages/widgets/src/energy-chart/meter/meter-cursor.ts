import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Bar, nearestBar } from '../../chart/bar-frame.ts';
import { timeAt } from '../../chart/chart-frame.ts';
import type { MeterView } from './meter-view.ts';

/** How many bars Page Up and Page Down go. */
const PAGE_BARS = 6;

/** The bar that the user reads, moved by pointer or keyboard. */
export class MeterCursor implements ReactiveController {
  /** Start of the bar, epoch milliseconds; undefined while none is read. */
  time: number | undefined;
  /** Set while the keyboard moves the cursor: only then are values announced. */
  isKeyboard = false;
  /** Set while the cursor stays where it is, whatever the pointer does. */
  isPinned = false;
  readonly #host: ReactiveControllerHost;
  readonly #pinned: (bar: Bar | undefined) => void;

  /** @param pinned told of the bar that the user has pinned, and of none when it is let go */
  constructor(host: ReactiveControllerHost, pinned: (bar: Bar | undefined) => void) {
    this.#host = host;
    this.#pinned = pinned;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.time = undefined;
    this.isPinned = false;
  }

  /** Index of the bar in a view; −1 for none. */
  indexIn({ series: { bars } }: MeterView): number {
    return this.time === undefined ? -1 : bars.findIndex(({ from }) => from === this.time);
  }

  /** Reads the bar under the pointer. */
  pointAt(view: MeterView, x: number): void {
    if (this.isPinned && this.indexIn(view) >= 0) return;
    this.#unpin();
    this.#move(view, nearestBar(view.series.bars, timeAt(view.frame, x)), false);
  }

  /** Pins what is read, or lets it go. */
  togglePin(view: MeterView): void {
    const bar = view.series.bars[this.indexIn(view)];
    if (!bar) return;
    this.isPinned = !this.isPinned;
    this.#pinned(this.isPinned ? bar : undefined);
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
    this.#move(view, target, true);
    return true;
  }

  /** Reads nothing any more, unless it is pinned. */
  clear(): void {
    if (this.isPinned) return;
    this.time = undefined;
    this.#host.requestUpdate();
  }

  #unpin(): void {
    if (!this.isPinned) return;
    this.isPinned = false;
    this.#pinned(undefined);
  }

  #move({ series: { bars } }: MeterView, index: number, isKeyboard: boolean): void {
    const time = bars[index]?.from;
    if (time === this.time && isKeyboard === this.isKeyboard) return;
    this.time = time;
    this.isKeyboard = isKeyboard;
    this.#host.requestUpdate();
  }
}
