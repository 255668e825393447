import { bandSpans } from './band-spans.ts';
import { type ChartFrame, yOf } from './chart-frame.ts';
import type { ColumnGrid } from './column-grid.ts';
import { areaSpans, lineSpans } from './curve-spans.ts';
import type { ColumnSpans } from './stroke-columns.ts';
import { joinCloserThan, type TimeSpan, unionOfSpans } from './time-span.ts';

/** The theme's colours that a plot needs, as a canvas understands them. */
export interface PlotPalette {
  readonly surface: string;
  readonly grid: string;
  readonly hatch: string;
  readonly zero: string;
}

/** A horizontal hairline: `size` device pixels from `y` down. */
export interface RuleLayer {
  readonly kind: 'rule';
  readonly color: string;
  readonly y: number;
  readonly size: number;
}

/** Columns that are hatched, in order and apart. */
export interface HatchLayer {
  readonly kind: 'hatch';
  readonly color: string;
  readonly spans: readonly TimeSpan[];
}

/** A stretch of each column. */
export interface ColumnsLayer {
  readonly kind: 'columns';
  readonly color: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** Which of the patterns of bands it has in place of an even colour. */
  readonly pattern: number | undefined;
  readonly spans: ColumnSpans;
}

export type PlotLayer = RuleLayer | HatchLayer | ColumnsLayer;

/**
 * What a plot looks like, to the pixel: layers one over the other, each of which says for every column by itself what
 * is painted there. Columns can so be painted alone, or moved.
 */
export interface PlotPicture {
  readonly grid: ColumnGrid;
  /** Size in device pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly layers: readonly PlotLayer[];
}

const AREA_OPACITY = 0.13;

/** What is painted of a frame. */
export function plotPicture(frame: ChartFrame, palette: PlotPalette): PlotPicture {
  const { grid, pixelRatio } = frame;
  const width = grid.count;
  const height = Math.round(frame.height * pixelRatio);
  const curves = [
    ...frame.curves.filter(({ series }) => series.isBelow),
    ...frame.curves.filter(({ series }) => !series.isBelow),
  ];
  const layers: PlotLayer[] = [
    ...frame.scale.ticks
      .filter((megawatts) => megawatts !== 0)
      .map((megawatts) => rule(frame, { megawatts, color: palette.grid, height })),
    { kind: 'hatch', color: palette.hatch, spans: hatched(frame) },
    ...bandLayers(frame, palette.surface),
    rule(frame, { megawatts: 0, color: palette.zero, height }),
    // Over the zero line: a value of zero must be seen.
    ...curves.flatMap((curve): PlotLayer[] => {
      const { color, mark } = curve.series;
      const line = columns(color, lineSpans(frame, curve));
      return mark === 'area' ? [columns(color, areaSpans(frame, curve), AREA_OPACITY), line] : [line];
    }),
  ];
  return { grid, width, height, pixelRatio, layers };
}

function columns(color: string, spans: ColumnSpans, opacity = 1): ColumnsLayer {
  return { kind: 'columns', color, opacity, pattern: undefined, spans };
}

function bandLayers(frame: ChartFrame, patternColor: string): PlotLayer[] {
  const groups = [...new Set(frame.bands.map((band) => band.series.group))];
  return frame.bands.flatMap((band) => {
    const layer = columns(band.series.color, bandSpans(frame, band));
    if (!frame.hasPatterns) return [layer];
    return [layer, { ...layer, color: patternColor, pattern: groups.indexOf(band.series.group) }];
  });
}

/** On whole device pixels, so that it is sharp. */
function rule(
  frame: ChartFrame,
  { megawatts, color, height }: { megawatts: number; color: string; height: number },
): RuleLayer {
  const size = Math.max(1, Math.round(frame.pixelRatio));
  const y = Math.round(yOf(frame, megawatts) * frame.pixelRatio - size / 2);
  return { kind: 'rule', color, size, y: Math.min(y, height - size) };
}

/** The share of a column that rounding may seem to put into it. */
const TOLERANCE = 1e-3;

/** Every column that a gap has a part of, so that one of a pixel or more stays visible however thin it is. */
function hatched({ grid, gaps }: ChartFrame): readonly TimeSpan[] {
  const { columnMs, first, count } = grid;
  const spans = [gaps.missing, gaps.partial].flatMap((some) =>
    // Gaps by the thousand, each below a pixel, are one patch to the eye.
    joinCloserThan(some, columnMs).map(({ from, to }) => {
      const left = Math.max(0, Math.floor(from / columnMs - first + TOLERANCE));
      return {
        from: left,
        to: Math.min(count, Math.max(left + 1, Math.ceil(to / columnMs - first - TOLERANCE))),
      };
    }),
  );
  return unionOfSpans(spans.filter((span) => span.from < span.to));
}
