import { Painter } from '../chart/painter.ts';
import type { ChartView } from './chart-view.ts';
import { placeBox } from './place-box.ts';

/** The canvas of a chart's plot, and the surface over it. */
export class PlotCanvas {
  #canvas: HTMLCanvasElement | undefined;
  #painter: Painter | undefined;
  #shown: ChartView | undefined;

  /** Paints a view on the canvas in a shadow root, if that has one, and lays that and its surface where they belong. */
  show(root: ParentNode, view: ChartView): void {
    const canvas = root.querySelector<HTMLCanvasElement>('.plot canvas') ?? undefined;
    const surface = root.querySelector<HTMLElement>('.surface');
    if (canvas !== this.#canvas) this.#take(canvas);
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
    this.#painter?.paint(frame, view.colors);
  }

  #take(canvas: HTMLCanvasElement | undefined): void {
    this.#canvas = canvas;
    this.#shown = undefined;
    const context = canvas?.getContext('2d');
    this.#painter = context ? new Painter(context) : undefined;
    canvas?.addEventListener('contextrestored', () => this.#repaint());
  }

  /** A canvas in the memory of a graphics card can lose what is on it. */
  #repaint(): void {
    this.#painter?.forget();
    if (this.#shown) this.#painter?.paint(this.#shown.frame, this.#shown.colors);
  }
}
