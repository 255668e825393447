import { type ChartFrame, type FrameCurve, yOf } from './chart-frame.ts';
import type { Context2D } from './painter.ts';

const LINE_PX = 1.75;
const AREA_OPACITY = 0.13;

/** Draws a line through the envelope of each column, and for an area a light fill down to zero. */
export function paintCurve(context: Context2D, frame: ChartFrame, curve: FrameCurve): void {
  if (curve.series.mark === 'area') {
    context.save();
    context.globalAlpha = AREA_OPACITY;
    context.fillStyle = curve.series.color;
    context.fill(areaPath(frame, curve));
    context.restore();
  }
  context.strokeStyle = curve.series.color;
  context.lineWidth = LINE_PX * frame.pixelRatio;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.stroke(linePath(frame, curve));
}

function linePath(frame: ChartFrame, curve: FrameCurve): Path2D {
  const path = new Path2D();
  for (let column = 0; column < curve.low.length; column++) {
    const first = pixelY(frame, curve.first[column]);
    if (Number.isNaN(first)) continue;
    if (curve.joined[column]) path.lineTo(column, first);
    else path.moveTo(column, first);
    const last = pixelY(frame, curve.last[column]);
    if (curve.low[column] !== curve.high[column]) {
      const middle = column + 0.5;
      path.lineTo(middle, first);
      path.lineTo(middle, pixelY(frame, curve.low[column]));
      path.lineTo(middle, pixelY(frame, curve.high[column]));
      path.lineTo(middle, last);
    }
    path.lineTo(column + 1, last);
  }
  return path;
}

function areaPath(frame: ChartFrame, curve: FrameCurve): Path2D {
  const path = new Path2D();
  const zero = pixelY(frame, 0);
  for (let column = 0; column < curve.high.length; column++) {
    const y = pixelY(frame, curve.high[column]);
    // One rectangle a column, all in one path: neighbours share their edges, so the fill has no seams.
    if (!Number.isNaN(y)) path.rect(column, y, 1, zero - y);
  }
  return path;
}

function pixelY(frame: ChartFrame, megawatts = Number.NaN): number {
  return yOf(frame, megawatts) * frame.pixelRatio;
}
