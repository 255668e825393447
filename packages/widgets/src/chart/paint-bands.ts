import { bandPattern, PATTERN_PX } from './band-patterns.ts';
import { type ChartFrame, type FrameBand, yOf } from './chart-frame.ts';
import type { Context2D } from './painter.ts';

/** Bands lower than this, in device pixels, get no separator: it would hide them. */
const SEPARATED_FROM_PX = 3;

/** Fills the bands of a stack and draws a separator in the surface's colour along their outer edges. */
export function paintBands(context: Context2D, frame: ChartFrame, separator: string): void {
  const groups = [...new Set(frame.bands.map((band) => band.series.group))];
  for (const band of frame.bands) {
    const path = bandPath(frame, band);
    context.fillStyle = band.series.color;
    context.fill(path);
    if (!frame.hasPatterns) continue;
    const pattern = patternOf(context, { ...frame, separator, index: groups.indexOf(band.series.group) });
    if (!pattern) continue;
    context.fillStyle = pattern;
    context.fill(path);
  }
  context.strokeStyle = separator;
  context.lineWidth = frame.pixelRatio;
  for (const band of frame.bands) context.stroke(separatorPath(frame, band));
}

function patternOf(
  context: Context2D,
  { index, pixelRatio, separator }: { index: number; pixelRatio: number; separator: string },
): CanvasPattern | undefined {
  const side = Math.round(PATTERN_PX * pixelRatio);
  const tile = new OffscreenCanvas(side, side).getContext('2d');
  if (!tile) return undefined;
  tile.scale(side / PATTERN_PX, side / PATTERN_PX);
  tile.strokeStyle = separator;
  tile.stroke(new Path2D(bandPattern(index)));
  return context.createPattern(tile.canvas, 'repeat') ?? undefined;
}

/** A closed outline of each run of columns in which the band has a height. */
function bandPath(frame: ChartFrame, band: FrameBand): Path2D {
  const path = new Path2D();
  for (const [from, to] of runs(band, (column) => heightAt(band, column) > 0)) {
    path.moveTo(from, pixelY(frame, band.inner[from]));
    edge(path, frame, { values: band.outer, from, to });
    edgeBack(path, frame, { values: band.inner, from, to });
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
    edge(path, frame, { values: band.outer, from, to });
  }
  return path;
}

/** One edge of a run of columns. */
interface Edge {
  readonly values: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** Steps along an edge to the right; columns of one value are one line. */
function edge(path: Path2D, frame: ChartFrame, { values, from, to }: Edge): void {
  for (let column = from; column < to; column++) {
    const y = pixelY(frame, values[column]);
    path.lineTo(column, y);
    while (column + 1 < to && values[column + 1] === values[column]) column++;
    path.lineTo(column + 1, y);
  }
}

/** Steps along an edge to the left. */
function edgeBack(path: Path2D, frame: ChartFrame, { values, from, to }: Edge): void {
  for (let column = to - 1; column >= from; column--) {
    const y = pixelY(frame, values[column]);
    path.lineTo(column + 1, y);
    while (column - 1 >= from && values[column - 1] === values[column]) column--;
    path.lineTo(column, y);
  }
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
