import type { HatchLayer, PlotLayer, PlotPicture } from './plot-picture.ts';
import { type SharedColumns, sharedColumns } from './shared-columns.ts';
import type { ColumnSpans } from './stroke-columns.ts';
import type { TimeSpan } from './time-span.ts';

/** A half-open run of columns. */
export interface ColumnRun {
  readonly from: number;
  readonly to: number;
}

/** How a picture becomes the next one. */
export interface PictureChange {
  /** By how many columns what is there moves to the left. */
  readonly moved: number;
  /** What is to be painted anew after that: in order, apart. */
  readonly runs: readonly ColumnRun[];
}

/** Runs that are closer than this are painted as one. */
const JOINED_BELOW = 8;
/** More than this share of the columns, or more runs than this, and all is painted. */
const MOST_SHARE = 0.6;
const MOST_RUNS = 24;

/** What of a picture must be painted anew for it to become another one; undefined where that is all of it. */
export function repaintedColumns(before: PlotPicture, after: PlotPicture): PictureChange | undefined {
  const shared = sharedColumns(before.grid, after.grid);
  if (!shared || !isAlike(before, after)) return undefined;
  const isStale = new Uint8Array(after.width).fill(1);
  isStale.fill(0, shared.at, shared.at + shared.count);
  after.layers.forEach((layer, i) => {
    const earlier = before.layers[i];
    if (layer.kind === 'columns' && earlier?.kind === 'columns') {
      markColumns(isStale, earlier.spans, layer.spans, shared);
    } else if (layer.kind === 'hatch' && earlier?.kind === 'hatch') {
      markHatches(isStale, earlier, layer, shared);
    }
  });
  const runs = runsOf(isStale);
  const stale = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  if (runs.length > MOST_RUNS || stale > MOST_SHARE * after.width) return undefined;
  return { moved: shared.before - shared.at, runs };
}

/** Whether two pictures have the same layers, but for what is in each column. */
function isAlike(a: PlotPicture, b: PlotPicture): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.pixelRatio === b.pixelRatio &&
    a.layers.length === b.layers.length &&
    a.layers.every((layer, i) => styleOf(layer) === styleOf(b.layers[i]))
  );
}

function styleOf(layer: PlotLayer | undefined): string {
  switch (layer?.kind) {
    case 'rule':
      return `rule ${layer.color} ${layer.y} ${layer.size}`;
    case 'columns':
      return `columns ${layer.color} ${layer.opacity} ${layer.pattern}`;
    default:
      return `${layer?.kind} ${layer?.color}`;
  }
}

function markColumns(
  isStale: Uint8Array,
  before: ColumnSpans,
  after: ColumnSpans,
  shared: SharedColumns,
): void {
  for (const edge of ['top', 'bottom'] as const) {
    const earlier = before[edge].subarray(shared.before, shared.before + shared.count);
    const later = after[edge].subarray(shared.at, shared.at + shared.count);
    for (let i = 0; i < later.length; i++) {
      const a = earlier[i] ?? 0;
      const b = later[i] ?? 0;
      // Nothing (NaN) is like nothing.
      if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) isStale[shared.at + i] = 1;
    }
  }
}

/** Marks what is hatched in one of two pictures alone: between every other one of all edges of both. */
function markHatches(
  isStale: Uint8Array,
  before: HatchLayer,
  after: HatchLayer,
  shared: SharedColumns,
): void {
  const moved = shared.before - shared.at;
  const within = ({ from, to }: TimeSpan, by: number): number[] => {
    const clip = (x: number) => Math.min(shared.at + shared.count, Math.max(shared.at, x - by));
    return [clip(from), clip(to)];
  };
  const edges = [
    ...before.spans.flatMap((span) => within(span, moved)),
    ...after.spans.flatMap((span) => within(span, 0)),
  ].sort((a, b) => a - b);
  for (let i = 0; i + 1 < edges.length; i += 2) {
    const [from = 0, to = 0] = [edges[i], edges[i + 1]];
    if (from < to) isStale.fill(1, from, to);
  }
}

function runsOf(isStale: Uint8Array): ColumnRun[] {
  const runs: { from: number; to: number }[] = [];
  isStale.forEach((stale, column) => {
    if (stale === 0) return;
    const last = runs.at(-1);
    if (last && column - last.to < JOINED_BELOW) last.to = column + 1;
    else runs.push({ from: column, to: column + 1 });
  });
  return runs;
}
