import { Painter } from '../chart/painter.ts';
import type { repaintedColumns } from '../chart/repainted-columns.ts';
import type { ChartView } from './chart-view.ts';
import { placeBox } from './place-box.ts';

/** What a user may do on the surface. */
const EVENTS =
  'pointerenter pointermove pointerdown pointerup pointercancel pointerleave dblclick wheel keydown focus blur';

/** The canvas of a chart's plot, and the surface over it. */
export class PlotCanvas {
  readonly #handle: (event: Event) => void;
  readonly #pause: () => Promise<void> | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #painter: Painter | undefined;
  #shown: ChartView | undefined;
  /** Until the first picture of a canvas is painted: on a slow device it takes as long as all before it. */
  loading: Promise<void> | undefined;

  /**
   * @param handle is told what happens on the surface
   * @param pause what to wait for before the first picture of a canvas; undefined for nothing
   */
  constructor(handle: (event: Event) => void, pause: () => Promise<void> | undefined) {
    this.#handle = handle;
    this.#pause = pause;
  }

  /**
   * Paints a view on the canvas in a shadow root, if that has one, and lays that and its surface where they belong.
   *
   * @param changeOf what tells which columns are as they were, once that has been loaded
   */
  show(root: ParentNode, view: ChartView, changeOf: typeof repaintedColumns | undefined): void {
    const canvas = root.querySelector<HTMLCanvasElement>('.plot canvas') ?? undefined;
    const surface = root.querySelector<HTMLElement>('.surface');
    if (canvas !== this.#canvas) this.#take(canvas, surface);
    if (!canvas || !surface || view === this.#shown) return;
    this.#shown = view;
    const { frame, layout } = view;
    const width = Math.round(layout.width * frame.pixelRatio);
    const height = Math.round(layout.height * frame.pixelRatio);
    // Even the same size again would empty it.
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    placeBox(canvas, layout);
    placeBox(surface, layout);
    if (!this.loading) this.#painter?.paint(frame, view.colors, changeOf);
  }

  #take(canvas: HTMLCanvasElement | undefined, surface: HTMLElement | null): void {
    for (const type of EVENTS.split(' ')) surface?.addEventListener(type, this.#handle);
    this.#canvas = canvas;
    this.#shown = undefined;
    const context = canvas?.getContext('2d');
    this.#painter = context ? new Painter(context) : undefined;
    canvas?.addEventListener('contextrestored', () => this.#repaint());
    if (canvas) this.loading ??= this.#paintAfter(this.#pause());
  }

  #paintAfter(pause: Promise<void> | undefined): Promise<void> | undefined {
    return pause?.then(() => {
      this.loading = undefined;
      this.#repaint();
    });
  }

  /** A canvas in the memory of a graphics card can lose what is on it. */
  #repaint(): void {
    this.#painter?.forget();
    if (this.#shown) this.#painter?.paint(this.#shown.frame, this.#shown.colors);
  }
}
