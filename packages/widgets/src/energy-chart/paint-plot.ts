import { paintFrame } from '../chart/painter.ts';
import type { ChartView } from './chart-view.ts';
import { placeBox } from './place-box.ts';

/** Paints a view on the canvas of its plot, and lays that where it belongs. */
export function paintPlot(canvas: HTMLCanvasElement, { frame, layout, colors }: ChartView): void {
  const width = Math.round(layout.width * frame.pixelRatio);
  const height = Math.round(layout.height * frame.pixelRatio);
  // Even the same size again would make it a new canvas.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  placeBox(canvas, layout);
  const context = canvas.getContext('2d');
  if (context) paintFrame(context, frame, colors);
}
