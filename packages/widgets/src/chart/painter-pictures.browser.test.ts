import { expect } from '@open-wc/testing';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { comparePicture, differingShare, pixelsOf } from '../testing/compare-picture.ts';
import { type BarInput, barFrame } from './bar-frame.ts';
import { type ChartFrame, chartFrame } from './chart-frame.ts';
import type { ChartSeries } from './chart-series.ts';
import { GapIndex } from './gap-index.ts';
import { type BarPalette, paintBars } from './paint-bars.ts';
import { type Context2D, Painter, paintFrame } from './painter.ts';
import type { PlotPalette } from './plot-picture.ts';
import { PyramidStore } from './pyramid-store.ts';
import { repaintedColumns } from './repainted-columns.ts';

const HOUR_MS = 3_600_000;
const WIDTH = 240;
const HEIGHT = 120;

const PALETTES = {
  light: { surface: '#ffffff', grid: '#e2e8f0', hatch: '#94a3b8', zero: '#0f172a' },
  dark: { surface: '#0f172a', grid: '#334155', hatch: '#64748b', zero: '#f8fafc' },
} satisfies Record<string, PlotPalette>;

const BAR_PALETTES = {
  light: { ...PALETTES.light, bar: '#0b6bcb', above: '#b91c1c', line: '#0f172a' },
  dark: { ...PALETTES.dark, bar: '#5ba8f5', above: '#f87171', line: '#f1f5f9' },
} satisfies Record<string, BarPalette>;

interface PictureOptions {
  readonly series: readonly ChartSeries[];
  readonly hours: number;
  readonly pixelRatio?: number;
  readonly hasPatterns?: boolean;
}

/** Some hours, ready to be painted. */
function frameOf({ series, hours, pixelRatio = 1, hasPatterns = false }: PictureOptions): ChartFrame {
  const range = { from: 0, to: hours * HOUR_MS };
  return chartFrame({
    ...{ series, range, pixelRatio, hasPatterns },
    ...{ pyramids: new PyramidStore(), gapIndex: new GapIndex(series), loaded: range },
    ...{ width: WIDTH, height: HEIGHT, valueTickCount: 3 },
  });
}

/** What is painted of some hours on a surface of the palette's colour. */
function paint(options: PictureOptions, palette: PlotPalette): OffscreenCanvas {
  return onSurface(palette, options.pixelRatio, (context) => paintFrame(context, frameOf(options), palette));
}

function onSurface(
  palette: PlotPalette,
  pixelRatio = 1,
  paintPlot: (context: Context2D) => void,
): OffscreenCanvas {
  const [plot, picture] = [0, 1].map(() => new OffscreenCanvas(WIDTH * pixelRatio, HEIGHT * pixelRatio));
  const context = plot?.getContext('2d');
  const surface = picture?.getContext('2d');
  if (!plot || !picture || !context || !surface)
    throw new Error('this browser paints on no canvas off the page');
  paintPlot(context);
  surface.fillStyle = palette.surface;
  surface.fillRect(0, 0, picture.width, picture.height);
  surface.drawImage(plot, 0, 0);
  return picture;
}

/** The same waves for every picture, gaps where an hour is one of `gaps`. */
function wave(hours: number, [middle, swing, phase]: [number, number, number], gaps: readonly number[] = []) {
  return hourly(
    0,
    Array.from({ length: hours }, (_, hour) =>
      gaps.includes(hour) ? Number.NaN : middle + swing * Math.sin(hour / 4 + phase),
    ),
  );
}

/** Values that share columns by the dozen, with one peak of a single value. */
function noise(hours: number) {
  const values = Array.from(
    { length: hours * 12 },
    (_, i) => 500 + 200 * Math.sin(i / 900) + ((i * 7919) % 97),
  );
  values[hours * 7] = 1_400;
  return [{ start: 0, stepMs: HOUR_MS / 12, megawatts: Float64Array.from(values) }];
}

const stack = (gaps: readonly number[], late = 0): ChartSeries[] => [
  seriesOf('steady', wave(24, [300, 20, 0], gaps), { color: '#b5547a' }),
  seriesOf('wind', wave(24, [400, 150, 1], gaps), { color: '#5fbfc9' }),
  seriesOf('sun', wave(24 - late, [250, 200, 3], gaps), { color: '#f2c230' }),
];

/** The revision view: what is known now, and dashed what was published first. */
const versions = (now: number): ChartSeries[] => [
  seriesOf('now', wave(24, [500, now, 0]), { color: '#0b6bcb', mark: 'line' }),
  {
    ...seriesOf('first', wave(24, [480, 200, 0], [20]), { color: '#b45309', mark: 'line' }),
    dashPx: 5,
    isBelow: true,
  },
];

/** The same series, but the sixth hour of each is half of what it was. */
function revised(series: readonly ChartSeries[]): ChartSeries[] {
  return series.map((one) => ({
    ...one,
    segments: one.segments.map((segment) => ({
      ...segment,
      megawatts: segment.megawatts.map((value, hour) => (hour === 5 ? value / 2 : value)),
    })),
  }));
}

const PICTURES: Readonly<Record<string, PictureOptions>> = {
  area: {
    hours: 24,
    series: [seriesOf('load', wave(24, [500, 200, 0], [9, 10]), { color: '#0b6bcb', mark: 'area' })],
  },
  envelope: { hours: 240, series: [seriesOf('load', noise(240), { color: '#0b6bcb', mark: 'line' })] },
  'stack-with-gap': { hours: 24, series: stack([11, 12]) },
  'stack-with-patterns': { hours: 24, series: stack([]), hasPatterns: true },
  'stack-incomplete': { hours: 24, series: stack([], 3) },
  'diverging-stack': {
    hours: 24,
    series: [
      seriesOf('imports', wave(24, [200, 150, 0]), { color: '#2e8b7f' }),
      seriesOf('more imports', wave(24, [100, 60, 2]), { color: '#9cc3e6' }),
      seriesOf('exports', wave(24, [-220, 120, 1]), { color: '#e07b39' }),
      seriesOf('net', wave(24, [80, 200, 1]), { color: '#3f3f46', mark: 'line' }),
    ],
  },
  'lines-dashed': { hours: 24, series: versions(200) },
  lines: {
    hours: 24,
    pixelRatio: 2,
    series: [
      seriesOf('one', wave(24, [500, 200, 0], [5]), { color: '#0b6bcb', mark: 'line' }),
      seriesOf('other', wave(24, [300, 250, 2]), { color: '#b5392b', mark: 'line' }),
    ],
  },
};

/** Steps of two hours each; those of `gaps` are not known. */
function steps(values: readonly number[], gaps: readonly number[]) {
  const all = values.map((value, i) => ({ from: 2 * i * HOUR_MS, to: 2 * (i + 1) * HOUR_MS, value }));
  return all.filter((_, i) => !gaps.includes(i));
}

const BARS: Readonly<Record<string, Partial<BarInput>>> = {
  'bars-with-limit': { limit: 60 },
  'bars-with-line': { line: steps([40, 55, 70, 30, 35, 80], [3]) },
  'bars-dense': { limit: 60, pixelRatio: 2 },
};

/** Twelve hours of a meter: one sent back, one not known, one known in part, some above a limit of 60. */
function meterBars(input: Partial<BarInput>) {
  const limit = input.limit ?? Number.POSITIVE_INFINITY;
  const values = [20, 35, 0, 62, 90, 75, Number.NaN, 48, -25, 60, 81, 33];
  const bars = values.flatMap((value, hour) =>
    Number.isNaN(value)
      ? []
      : [
          {
            ...{ from: hour * HOUR_MS, to: (hour + 1) * HOUR_MS, value },
            ...{ above: Math.max(0, value - limit), coverage: hour > 9 ? 0.5 : 1 },
          },
        ],
  );
  const range = { from: 0, to: 14 * HOUR_MS };
  return barFrame({
    ...{ bars, range, known: { from: 0, to: 12 * HOUR_MS }, line: [], limit: undefined },
    ...{ width: WIDTH, height: HEIGHT, pixelRatio: 1, valueTickCount: 3 },
    ...input,
  });
}

describe('what the painter paints', () => {
  for (const [name, options] of Object.entries(PICTURES)) {
    for (const [theme, palette] of Object.entries(PALETTES)) {
      it(`is ${name}, ${theme}, as stored`, () =>
        comparePicture(paint(options, palette), `chart/pictures/${name}-${theme}.png`));
    }
  }

  for (const [name, input] of Object.entries(BARS)) {
    for (const [theme, palette] of Object.entries(BAR_PALETTES)) {
      it(`is ${name}, ${theme}, as stored`, () => {
        const frame = meterBars(input);
        const picture = onSurface(palette, frame.pixelRatio, (context) => paintBars(context, frame, palette));
        return comparePicture(picture, `chart/pictures/${name}-${theme}.png`);
      });
    }
  }

  for (const [theme, palette] of Object.entries(PALETTES)) {
    it(`is a stack with a revised hour over what was there, ${theme}, as stored`, () => {
      const picture = onSurface(palette, 1, (context) => {
        const painter = new Painter(context);
        painter.paint(frameOf({ series: stack([]), hours: 24 }), palette);
        painter.paint(frameOf({ series: revised(stack([])), hours: 24 }), palette, repaintedColumns);
      });
      return comparePicture(picture, `chart/pictures/stack-revised-${theme}.png`);
    });
  }

  it('is a bar from zero down where a meter has sent back, not a hairline', async () => {
    const frame = meterBars({});
    const { width, data } = await pixelsOf(
      onSurface(PALETTES.light, 1, (context) => paintBars(context, frame, BAR_PALETTES.light)),
    );
    const x = Math.round((8.5 / 14) * WIDTH);
    const isBar = (y: number) => data[(y * width + x) * 4 + 2] === 0xcb;
    const rows = Array.from({ length: HEIGHT }, (_, y) => y).filter(isBar).length;
    expect(rows).to.be.closeTo((HEIGHT * 25) / (frame.scale.high - frame.scale.low), 2);
  });

  it('is told apart from the same values an hour later, and from another theme', async () => {
    const values = stack([]);
    const later = values.map((one) => ({
      ...one,
      segments: one.segments.map((segment) => ({ ...segment, start: segment.start + HOUR_MS })),
    }));
    const [now, shifted, dark] = await Promise.all([
      pixelsOf(paint({ series: values, hours: 24 }, PALETTES.light)),
      pixelsOf(paint({ series: later, hours: 24 }, PALETTES.light)),
      pixelsOf(paint({ series: values, hours: 24 }, PALETTES.dark)),
    ]);
    expect(now && shifted && differingShare(now, shifted)).to.be.above(0.02);
    expect(now && dark && differingShare(now, dark)).to.be.above(0.2);
  });
});
