import { expect } from '@open-wc/testing';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { comparePicture, differingShare, pixelsOf } from '../testing/compare-picture.ts';
import { chartFrame } from './chart-frame.ts';
import type { ChartSeries } from './chart-series.ts';
import { GapIndex } from './gap-index.ts';
import { paintFrame } from './painter.ts';
import type { PlotPalette } from './plot-picture.ts';
import { PyramidStore } from './pyramid-store.ts';

const HOUR_MS = 3_600_000;
const WIDTH = 240;
const HEIGHT = 120;

const PALETTES = {
  light: { surface: '#ffffff', grid: '#e2e8f0', hatch: '#94a3b8', zero: '#0f172a' },
  dark: { surface: '#0f172a', grid: '#334155', hatch: '#64748b', zero: '#f8fafc' },
} satisfies Record<string, PlotPalette>;

interface PictureOptions {
  readonly series: readonly ChartSeries[];
  readonly hours: number;
  readonly pixelRatio?: number;
  readonly hasPatterns?: boolean;
}

/** What is painted of some hours on a surface of the palette's colour. */
function paint(options: PictureOptions, palette: PlotPalette): OffscreenCanvas {
  const { series, hours, pixelRatio = 1, hasPatterns = false } = options;
  const range = { from: 0, to: hours * HOUR_MS };
  const frame = chartFrame({
    ...{ series, range, pixelRatio, hasPatterns },
    ...{ pyramids: new PyramidStore(), gapIndex: new GapIndex(series), loaded: range },
    ...{ width: WIDTH, height: HEIGHT, valueTickCount: 3 },
  });
  const [plot, picture] = [0, 1].map(() => new OffscreenCanvas(WIDTH * pixelRatio, HEIGHT * pixelRatio));
  const context = plot?.getContext('2d');
  const surface = picture?.getContext('2d');
  if (!plot || !picture || !context || !surface)
    throw new Error('this browser paints on no canvas off the page');
  paintFrame(context, frame, palette);
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
  lines: {
    hours: 24,
    pixelRatio: 2,
    series: [
      seriesOf('one', wave(24, [500, 200, 0], [5]), { color: '#0b6bcb', mark: 'line' }),
      seriesOf('other', wave(24, [300, 250, 2]), { color: '#b5392b', mark: 'line' }),
    ],
  },
};

describe('what the painter paints', () => {
  for (const [name, options] of Object.entries(PICTURES)) {
    for (const [theme, palette] of Object.entries(PALETTES)) {
      it(`is ${name}, ${theme}, as stored`, () =>
        comparePicture(paint(options, palette), `chart/pictures/${name}-${theme}.png`));
    }
  }

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
