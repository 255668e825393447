import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { type ChartFrame, chartFrame, timeAt, xOf } from '../../chart/chart-frame.ts';
import { withinLimits } from '../../chart/navigate-range.ts';
import { paintFrame } from '../../chart/painter.ts';
import { SHORTEST_MS } from '../../chart/shortest-range.ts';
import { Memo } from '../../element/memo.ts';
import type { ChartView } from '../chart-view.ts';
import type { NavigationTarget } from '../navigation-target.ts';
import type { OverviewSource } from './overview-data.ts';

const HEIGHT_PX = 44;
/** How near to an edge of the window a pointer takes hold of it. */
const EDGE_PX = 8;

/** The two borders of a window: it is no narrower. */
const LEAST_PX = 6;

type Hold = 'start' | 'end' | 'window';

/** All the data there is, small, with a window on what the chart shows, to be dragged by its middle or its edges. */
export class Overview {
  readonly #host: ReactiveControllerHost;
  readonly #target: NavigationTarget;
  readonly #frame = new Memo<ChartFrame>();
  #hold: Hold | undefined;
  #heldAt = 0;
  #painted: ChartFrame | undefined;
  #canvas: HTMLCanvasElement | undefined;

  constructor(host: ReactiveControllerHost, target: NavigationTarget) {
    this.#host = host;
    this.#target = target;
  }

  /** Whether the window is being dragged. */
  get isActive(): boolean {
    return this.#hold !== undefined;
  }

  render(): TemplateResult {
    return html`<div
      class="overview"
      part="overview"
      aria-hidden="true"
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onUp}
    >
      <canvas @contextrestored=${this.#repaint}></canvas>
      <div class="beyond"></div>
      <div class="window"></div>
      <div class="beyond"></div>
    </div>`;
  }

  /**
   * Paints what {@link render} has made, once it is on the page.
   *
   * @param source is asked for what to draw where there is room for it
   */
  paint(root: ParentNode, view: ChartView, source: () => OverviewSource): void {
    const box = root.querySelector<HTMLElement>('.overview');
    const canvas = box?.querySelector('canvas');
    if (!box || !canvas || getComputedStyle(box).display === 'none') return;
    const frame = this.#frameOf(view, source());
    if (frame !== this.#painted || canvas !== this.#canvas) {
      canvas.width = Math.round(frame.width * frame.pixelRatio);
      canvas.height = Math.round(frame.height * frame.pixelRatio);
      set(canvas, { width: frame.width, height: frame.height });
      const context = canvas.getContext('2d');
      if (context) paintFrame(context, frame, { ...view.colors, grid: 'transparent' });
      this.#painted = frame;
      this.#canvas = canvas;
    }
    set(box, { 'margin-left': view.layout.left, width: frame.width, height: frame.height });
    const { range } = view.frame;
    // What is shown may lie wholly before all data, or after it.
    const within = (time: number, most: number) => Math.min(most, Math.max(0, xOf(frame, time)));
    const left = within(range.from, frame.width - LEAST_PX);
    const right = Math.max(left + LEAST_PX, within(range.to, frame.width));
    const [before, window, after] = box.querySelectorAll<HTMLElement>('div');
    if (before) set(before, { left: 0, width: left });
    if (window) set(window, { left, width: right - left });
    if (after) set(after, { left: right, width: frame.width - right });
  }

  #frameOf({ frame, colors, layout }: ChartView, source: OverviewSource): ChartFrame {
    const { series, pyramids, gapIndex, loaded } = source;
    const { from } = loaded;
    const to = Math.max(from + SHORTEST_MS, Math.min(loaded.to, gapIndex.newest ?? from));
    // Many ticks, which nobody sees: the more there are the closer the scale fits.
    return this.#frame.get([series, gapIndex, colors, layout, frame.pixelRatio, from, to], () =>
      chartFrame({
        ...frame,
        series,
        pyramids,
        gapIndex,
        loaded,
        range: { from, to },
        height: HEIGHT_PX,
        valueTickCount: 8,
        hasPatterns: false,
      }),
    );
  }

  readonly #onDown = (event: PointerEvent): void => {
    const frame = this.#painted;
    const box = event.currentTarget;
    if (!frame || event.button !== 0 || !(box instanceof HTMLElement)) return;
    if (event.isTrusted) box.setPointerCapture(event.pointerId);
    const x = xWithin(box, event);
    const { from, to } = this.#target.range;
    if (Math.abs(x - xOf(frame, from)) <= EDGE_PX) this.#hold = 'start';
    else if (Math.abs(x - xOf(frame, to)) <= EDGE_PX) this.#hold = 'end';
    else this.#hold = 'window';
    const time = timeAt(frame, x);
    // Beside the window it jumps to the pointer first.
    this.#heldAt = time > from && time < to ? time - from : (to - from) / 2;
    this.#drag(time);
  };

  readonly #onMove = (event: PointerEvent): void => {
    const frame = this.#painted;
    if (!frame || !this.#hold || !(event.currentTarget instanceof HTMLElement)) return;
    this.#drag(timeAt(frame, xWithin(event.currentTarget, event)));
  };

  readonly #onUp = (): void => {
    this.#hold = undefined;
    // The range rests now, and the page is told.
    this.#host.requestUpdate();
  };

  /** A canvas in the memory of a graphics card can lose what is on it. */
  readonly #repaint = (): void => {
    this.#painted = undefined;
    this.#host.requestUpdate();
  };

  #drag(time: number): void {
    const { from, to } = this.#target.range;
    if (this.#hold === 'start') this.#target.show({ from: Math.min(time, to - SHORTEST_MS), to });
    else if (this.#hold === 'end') this.#target.show({ from, to: Math.max(time, from + SHORTEST_MS) });
    else {
      const start = time - this.#heldAt;
      this.#target.show(withinLimits({ from: start, to: start + to - from }, this.#target.limits));
    }
  }
}

function xWithin(box: HTMLElement, event: PointerEvent): number {
  return event.clientX - box.getBoundingClientRect().left;
}

/** Through the CSSOM: a strict content security policy blocks style attributes. */
function set(element: HTMLElement, pixels: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(pixels)) element.style.setProperty(name, `${value}px`);
}
