import { paintFrame } from '../chart/painter.ts';
import type { ChartView } from './chart-view.ts';
import { placeBox } from './place-box.ts';

/** Paints a view on the canvas of its plot, and lays that where it belongs. */
export function paintPlot(canvas: HTMLCanvasElement, { frame, layout, colors }: ChartView): void {
  canvas.width = Math.round(layout.width * frame.pixelRatio);
  canvas.height = Math.round(layout.height * frame.pixelRatio);
  placeBox(canvas, layout);
  const context = canvas.getContext('2d');
  if (context) paintFrame(context, frame, colors);
}
