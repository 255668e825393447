import { type ChartFrame, type FrameBand, yOf } from './chart-frame.ts';
import type { Context2D } from './painter.ts';

/** Bands lower than this, in device pixels, get no separator: it would hide them. */
const SEPARATED_FROM_PX = 3;

/** Fills the bands of a stack and draws a separator in the surface's colour along their outer edges. */
export function paintBands(context: Context2D, frame: ChartFrame, separator: string): void {
  for (const band of frame.bands) {
    context.fillStyle = band.series.color;
    context.fill(bandPath(frame, band));
  }
  context.strokeStyle = separator;
  context.lineWidth = frame.pixelRatio;
  for (const band of frame.bands) context.stroke(separatorPath(frame, band));
}

/** A closed outline of each run of columns in which the band has a height. */
function bandPath(frame: ChartFrame, band: FrameBand): Path2D {
  const path = new Path2D();
  for (const [from, to] of runs(band, (column) => heightAt(band, column) > 0)) {
    path.moveTo(from, pixelY(frame, band.inner[from]));
    for (let column = from; column < to; column++) stepTo(path, frame, { values: band.outer, column });
    for (let column = to - 1; column >= from; column--) {
      const y = pixelY(frame, band.inner[column]);
      path.lineTo(column + 1, y);
      path.lineTo(column, y);
    }
    path.closePath();
  }
  return path;
}

function separatorPath(frame: ChartFrame, band: FrameBand): Path2D {
  const path = new Path2D();
  const perMegawatt = (frame.height * frame.pixelRatio) / (frame.scale.high - frame.scale.low);
  const isTall = (column: number) =>
    heightAt(band, column) * perMegawatt >= SEPARATED_FROM_PX * frame.pixelRatio;
  for (const [from, to] of runs(band, isTall)) {
    path.moveTo(from, pixelY(frame, band.outer[from]));
    for (let column = from; column < to; column++) stepTo(path, frame, { values: band.outer, column });
  }
  return path;
}

function stepTo(path: Path2D, frame: ChartFrame, edge: { values: Float64Array; column: number }): void {
  const y = pixelY(frame, edge.values[edge.column]);
  path.lineTo(edge.column, y);
  path.lineTo(edge.column + 1, y);
}

function heightAt(band: FrameBand, column: number): number {
  return Math.abs((band.outer[column] ?? Number.NaN) - (band.inner[column] ?? Number.NaN));
}

function pixelY(frame: ChartFrame, megawatts = Number.NaN): number {
  return yOf(frame, megawatts) * frame.pixelRatio;
}

/** Half-open runs of columns for which a condition holds. */
function* runs(band: FrameBand, holds: (column: number) => boolean): Generator<[from: number, to: number]> {
  let from = -1;
  for (let column = 0; column <= band.outer.length; column++) {
    const isInside = column < band.outer.length && holds(column);
    if (isInside && from < 0) from = column;
    if (!isInside && from >= 0) {
      yield [from, column];
      from = -1;
    }
  }
}
