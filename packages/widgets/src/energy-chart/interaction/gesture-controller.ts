import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type ChartFrame, type TimeAxis, timeAt } from '../../chart/chart-frame.ts';
import { panRange, withinLimits, zoomRange } from '../../chart/navigate-range.ts';
import type { TimeSpan } from '../../chart/time-span.ts';
import type { NavigationTarget } from '../navigation-target.ts';

/** A pointer that has moved less than this has clicked. */
const CLICK_PX = 5;
/** How much closer a step of the keyboard goes, and a notch of a wheel. */
const STEP_FACTOR = 0.5;
const WHEEL_FACTOR_PER_PX = 1.002;
/** A line or a page of a wheel, for those that do not count pixels. */
const WHEEL_UNIT_PX = [1, 16, 400];

/** A pointer that is down. */
interface Held {
  readonly time: number;
  readonly startX: number;
  x: number;
}

/** Zooms and pans by drag, wheel, pinch and keyboard. */
export class GestureController implements ReactiveController {
  /** What is being dragged over, to be zoomed to when the pointer is lifted. */
  selection: TimeSpan | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #target: NavigationTarget;
  readonly #held = new Map<number, Held>();
  #isPanning = false;
  /** Whether there was a second finger since the first came down: the last that goes up has not clicked. */
  #hasPinched = false;

  constructor(host: ReactiveControllerHost, target: NavigationTarget) {
    this.#host = host;
    this.#target = target;
    host.addController(this);
  }

  /** Whether the range follows a pointer now. */
  get isActive(): boolean {
    return this.#isPanning || this.#held.size > 1;
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** A pointer goes down: begins a selection, with Shift a pan, with a second finger a pinch. */
  down(frame: ChartFrame, event: PointerEvent): void {
    if (event.button !== 0) return;
    const x = event.offsetX;
    this.#held.set(event.pointerId, { time: timeAt(frame, x), startX: x, x });
    this.#hasPinched ||= this.#held.size > 1;
    this.#isPanning = event.shiftKey;
    // Events that a script has made have no pointer that could be captured.
    if (event.target instanceof Element && event.isTrusted) event.target.setPointerCapture(event.pointerId);
  }

  /** A pointer moves. Returns whether that means more than to read what lies under it. */
  move(frame: ChartFrame, event: PointerEvent): boolean {
    const held = this.#held.get(event.pointerId);
    if (!held) return false;
    held.x = event.offsetX;
    if (this.#held.size > 1) this.#pinch(frame);
    else if (this.#isPanning) this.#pan(frame.range, held.time - timeAt(exactly(frame), held.x));
    else if (event.pointerType === 'mouse' && Math.abs(held.x - held.startX) > CLICK_PX) {
      this.#select(frame, held);
    } else return this.selection !== undefined;
    return true;
  }

  /** A pointer is lifted. Returns whether it has clicked, and done nothing else. */
  up(event: PointerEvent): boolean {
    const held = this.#held.get(event.pointerId);
    const { selection } = this;
    const isAlone = !selection && !this.isActive && !this.#hasPinched;
    const isClick = held !== undefined && isAlone && Math.abs(held.x - held.startX) <= CLICK_PX;
    this.#held.delete(event.pointerId);
    this.#hasPinched &&= this.#held.size > 0;
    this.#isPanning = false;
    this.selection = undefined;
    if (selection) this.#target.show(selection);
    else this.#host.requestUpdate();
    return isClick;
  }

  /** Nothing is held any more, and what was selected is not wanted. */
  cancel(): void {
    this.#end();
    this.#host.requestUpdate();
  }

  /**
   * Sideways pans. Up and down zooms with Ctrl, as a pinch on a touch pad says it, or once the plot has
   * the focus: else the page scrolls, as it should. Returns whether the wheel meant something here.
   */
  wheel(frame: ChartFrame, event: WheelEvent, hasFocus: boolean): boolean {
    const unit = WHEEL_UNIT_PX[event.deltaMode] ?? 1;
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const { range, limits } = this.#target;
    if (isSideways) {
      const pixels = (event.deltaX || event.deltaY) * unit;
      this.#pan(range, timeAt(exactly(frame), pixels) - frame.range.from);
      return true;
    }
    if (!event.ctrlKey && !event.metaKey && !hasFocus) return false;
    const factor = WHEEL_FACTOR_PER_PX ** (event.deltaY * unit * (event.ctrlKey ? 4 : 1));
    this.#target.show(zoomRange(range, { factor, about: timeAt(frame, event.offsetX) }, limits));
    return true;
  }

  /** `+` and `−` zoom about the cursor, Shift with an arrow pans, `0` goes back. Returns whether the key means something. */
  press(event: KeyboardEvent, cursor: number | undefined): boolean {
    const { from, to } = this.#target.range;
    const about = cursor ?? (from + to) / 2;
    const { range, limits } = this.#target;
    const zoom = (factor: number) => this.#target.show(zoomRange(range, { factor, about }, limits));
    const quarter = (to - from) / 4;
    if (event.key === '+' || event.key === '=') zoom(STEP_FACTOR);
    else if (event.key === '-' || event.key === '_') zoom(1 / STEP_FACTOR);
    else if (event.key === '0') this.#target.reset();
    else if (event.key === 'ArrowLeft' && event.shiftKey) this.#pan(range, -quarter);
    else if (event.key === 'ArrowRight' && event.shiftKey) this.#pan(range, quarter);
    else return false;
    return true;
  }

  #pan(range: TimeSpan, byMs: number): void {
    this.#target.show(panRange(range, byMs, this.#target.limits));
  }

  #select(frame: ChartFrame, { time, x }: Held): void {
    const here = timeAt(frame, Math.min(frame.width, Math.max(0, x)));
    this.selection = { from: Math.min(time, here), to: Math.max(time, here) };
    this.#host.requestUpdate();
  }

  /** Keeps the times that two fingers have taken under them. */
  #pinch(frame: ChartFrame): void {
    const [a, b] = [...this.#held.values()].sort((one, other) => one.time - other.time);
    if (!a || !b || Math.abs(b.x - a.x) < CLICK_PX) return;
    this.selection = undefined;
    const msPerPixel = (b.time - a.time) / (b.x - a.x);
    if (msPerPixel <= 0) return;
    const from = a.time - a.x * msPerPixel;
    this.#target.show(withinLimits({ from, to: from + frame.width * msPerPixel }, this.#target.limits));
  }

  #end(): void {
    this.#held.clear();
    this.#hasPinched = false;
    this.#isPanning = false;
    this.selection = undefined;
  }
}

/** The axis of the range alone: that of the plot begins at a whole column, which would make a slow pan tremble. */
function exactly({ range, width }: ChartFrame): TimeAxis {
  return { range, width };
}
