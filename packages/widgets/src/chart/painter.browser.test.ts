import { expect } from '@open-wc/testing';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { chartFrame } from './chart-frame.ts';
import type { ChartSeries } from './chart-series.ts';
import { GapIndex } from './gap-index.ts';
import { paintFrame } from './painter.ts';
import type { PlotPalette } from './plot-picture.ts';
import { PyramidStore } from './pyramid-store.ts';
import type { TimeSpan } from './time-span.ts';

const HOUR_MS = 3_600_000;
const PALETTE: PlotPalette = { surface: '#ffffff', grid: '#eeeeee', hatch: '#888888', zero: '#000000' };
const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];

/** Paints hours side by side, ten pixels each on a plot 100 pixels high, on a canvas that is on no page. */
function paint(series: readonly ChartSeries[], hours: number, pixelRatio = 1) {
  const range = { from: 0, to: hours * HOUR_MS };
  const size = { width: hours * 10, height: 100, pixelRatio, valueTickCount: 2, hasPatterns: false };
  const frame = chartFrame({ series, range, ...dataOf(series, range), ...size });
  const canvas = new OffscreenCanvas(size.width * pixelRatio, size.height * pixelRatio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser paints on no canvas off the page');
  paintFrame(context, frame, PALETTE);
  const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data];
  const column = (x: number) => Array.from({ length: canvas.height }, (_, y) => at(x, y));
  return { at, column };
}

const dataOf = (series: readonly ChartSeries[], loaded: TimeSpan) => ({
  pyramids: new PyramidStore(),
  gapIndex: new GapIndex(series),
  loaded,
});

const isHatch = ([red, green, blue, alpha]: number[]) =>
  red === green && green === blue && (alpha ?? 0) > 0 && red !== 0 && red !== 238;
const same = (a: number[], b: number[]) => a.every((value, i) => value === b[i]);

describe('the painter', () => {
  it('stacks bands from the zero line up and what is negative down', () => {
    const { at } = paint(
      [
        seriesOf('lower', hourly(0, [50, 50]), { color: '#ff0000' }),
        seriesOf('upper', hourly(0, [50, 50]), { color: '#0000ff' }),
        seriesOf('pumping', hourly(0, [-100, -100]), { color: '#ff0000' }),
      ],
      2,
    );
    expect([at(10, 10), at(10, 40), at(10, 90)]).to.deep.equal([BLUE, RED, RED]);
    expect(at(10, 50)).to.deep.equal([0, 0, 0, 255]);
  });

  it('hatches a gap and leaves no colour of the series in it', () => {
    const { column } = paint([seriesOf('wind', hourly(0, [9, Number.NaN, 9]), { color: '#ff0000' })], 3);
    const gap = [12, 14, 16].flatMap(column);
    expect(gap.some(isHatch)).to.equal(true);
    expect(gap.some((pixel) => same(pixel, RED))).to.equal(false);
    expect([5, 25].map((x) => column(x).some((pixel) => same(pixel, RED)))).to.deep.equal([true, true]);
  });

  it('hatches behind a stack from which a series is missing', () => {
    const { column } = paint(
      [
        seriesOf('steady', hourly(0, [1, 1]), { color: '#ff0000' }),
        seriesOf('late', hourly(0, [9]), { color: '#0000ff' }),
      ],
      2,
    );
    const last = [12, 14, 16].flatMap(column);
    expect(last.some(isHatch) && last.some((pixel) => same(pixel, RED))).to.equal(true);
  });

  it('draws a line as steps, at the value of each interval', () => {
    const { at } = paint([seriesOf('load', hourly(0, [100, 50]), { color: '#ff0000', mark: 'line' })], 2);
    // The line ends within its outermost pixels.
    expect(at(15, 50).map((channel, i) => Math.abs(channel - (RED[i] ?? 0)) < 40)).to.not.include(false);
    expect(at(15, 30)).to.deep.equal([0, 0, 0, 0]);
  });

  it('draws zero, on the zero line', () => {
    const { column } = paint([seriesOf('net', hourly(0, [0, 5]), { color: '#ff0000', mark: 'line' })], 2);
    const bottom = column(5).slice(-4);
    expect(bottom.some(([red]) => (red ?? 0) > 100)).to.equal(true);
  });

  it('keeps a peak of one minute that is a hundredth of a pixel wide', () => {
    const minutes = new Float64Array(60 * 200).fill(10);
    minutes[6000] = 100;
    const spike = [{ start: 0, stepMs: 60_000, megawatts: minutes }];
    const range = { from: 0, to: 200 * HOUR_MS };
    const series = [seriesOf('load', spike, { mark: 'line' })];
    const size = { width: 100, height: 100, pixelRatio: 1, valueTickCount: 2, hasPatterns: false };
    const { curves } = chartFrame({ series, range, ...dataOf(series, range), ...size });
    expect([...(curves[0]?.high ?? [])]).to.include(100);
  });

  it('paints every device pixel of a dense screen', () => {
    const { at } = paint([seriesOf('wind', hourly(0, [10, 10]), { color: '#ff0000' })], 2, 2);
    expect(at(38, 100)).to.deep.equal(RED);
  });
});
