import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { type ChartFrame, chartFrame } from './chart-frame.ts';
import type { ChartSeries } from './chart-series.ts';
import { GapIndex } from './gap-index.ts';
import { type Context2D, Painter, paintFrame } from './painter.ts';
import type { PlotPalette } from './plot-picture.ts';
import { PyramidStore } from './pyramid-store.ts';
import { repaintedColumns } from './repainted-columns.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2022, 2, 25);
const DAYS = 40;
const LIGHT: PlotPalette = { surface: '#ffffff', grid: '#e2e8f0', hatch: '#94a3b8', zero: '#0f172a' };
const DARK: PlotPalette = { surface: '#0f172a', grid: '#334155', hatch: '#64748b', zero: '#f8fafc' };

/** What a chart may show next. */
interface State {
  readonly from: number;
  readonly hours: number;
  readonly values: readonly number[];
  readonly hidden: number;
  readonly palette: PlotPalette;
  readonly hasPatterns: boolean;
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .integer({ min: -60, max: 60 })
      .map((hours) => ({ kind: 'pan' as const, ms: hours * 997_331 })),
  },
  fc.integer({ min: 2, max: 500 }).map((hours) => ({ kind: 'zoom' as const, hours })),
  fc.record({ kind: fc.constant('append' as const), megawatts: fc.integer({ min: -50, max: 400 }) }),
  fc.record({ kind: fc.constant('gap' as const), hour: fc.nat(DAYS * 24) }),
  fc.record({
    kind: fc.constant('revise' as const),
    hour: fc.nat(DAYS * 24),
    megawatts: fc.integer({ min: -900, max: 4_000 }),
  }),
  fc.integer({ min: -1, max: 4 }).map((index) => ({ kind: 'hide' as const, index })),
  fc.constantFrom(LIGHT, DARK).map((palette) => ({ kind: 'theme' as const, palette })),
  fc.boolean().map((hasPatterns) => ({ kind: 'patterns' as const, hasPatterns })),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function after(state: State, change: Step): State {
  switch (change.kind) {
    case 'pan':
      return { ...state, from: state.from + change.ms };
    case 'zoom':
      return { ...state, hours: change.hours };
    case 'append':
      return { ...state, values: [...state.values, change.megawatts], from: state.from + HOUR_MS };
    case 'gap':
      return { ...state, values: state.values.with(change.hour % state.values.length, Number.NaN) };
    case 'revise':
      return { ...state, values: state.values.with(change.hour % state.values.length, change.megawatts) };
    case 'hide':
      return { ...state, hidden: change.index };
    case 'theme':
      return { ...state, palette: change.palette };
    case 'patterns':
      return { ...state, hasPatterns: change.hasPatterns };
  }
}

/** Bands with gaps, an area, a line and a dashed line, all of which change with the values. */
function seriesIn({ values, hidden }: State): ChartSeries[] {
  const part = (share: number) =>
    hourly(
      START,
      values.map((value) => value * share),
    );
  const late = hourly(
    START,
    values.map((value, hour) => (hour % 37 < 5 ? Number.NaN : value / 4)),
  );
  return [
    seriesOf('nuclear', part(0.3), { color: '#b5547a' }),
    seriesOf('wind', late, { color: '#5fbfc9' }),
    seriesOf('load', part(1), { color: '#0b6bcb', mark: 'area' }),
    seriesOf('other', part(0.7), { color: '#b91c1c', mark: 'line' }),
    { ...seriesOf('first', part(0.5), { color: '#15803d', mark: 'line' }), dashPx: 5, isBelow: true },
  ].filter((_, index) => index !== hidden);
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

function frameOf(state: State, size: Size, pyramids: PyramidStore): ChartFrame {
  const series = seriesIn(state);
  const range = { from: state.from, to: state.from + state.hours * HOUR_MS };
  const loaded = { from: START, to: START + 2 * DAYS * DAY_MS };
  const { hasPatterns } = state;
  return chartFrame({
    series,
    pyramids,
    gapIndex: new GapIndex(series),
    loaded,
    range,
    valueTickCount: 4,
    hasPatterns,
    ...size,
  });
}

function contextOf({ width, height, pixelRatio }: Size): Context2D {
  const context = new OffscreenCanvas(
    Math.round(width * pixelRatio),
    Math.round(height * pixelRatio),
  ).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser paints on no canvas off the page');
  return context;
}

const firstState: State = {
  from: START + 5 * DAY_MS,
  hours: 120,
  values: Array.from({ length: DAYS * 24 }, (_, hour) =>
    hour % 101 === 7 ? Number.NaN : Math.round(300 + 200 * Math.sin(hour / 4) + ((hour * 7919) % 97)),
  ),
  hidden: -1,
  palette: LIGHT,
  hasPatterns: false,
};

describe('a painter that paints only what has changed', () => {
  it('leaves what painting all of it anew leaves, to the pixel', () => {
    const sizes = fc.record({
      width: fc.constantFrom(90, 121, 160.4),
      height: fc.constantFrom(40, 61.3),
      pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2, 2.625, 3),
    });
    fc.assert(
      fc.property(sizes, fc.array(step, { minLength: 1, maxLength: 8 }), (size, steps) => {
        const kept = contextOf(size);
        const painter = new Painter(kept);
        const pyramids = new PyramidStore();
        let state = firstState;
        painter.paint(frameOf(state, size, pyramids), state.palette);
        for (const change of steps) {
          state = after(state, change);
          painter.paint(frameOf(state, size, pyramids), state.palette, repaintedColumns);
          const fresh = contextOf(size);
          paintFrame(fresh, frameOf(state, size, new PyramidStore()), state.palette);
          expect(differing(kept, fresh), JSON.stringify(change)).to.equal(0);
        }
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it('goes on where the page leaves the plot no height', () => {
    const size = { width: 90, height: 0, pixelRatio: 1 };
    const painter = new Painter(contextOf(size));
    const later = { ...firstState, from: firstState.from + 2 * HOUR_MS };
    for (const state of [firstState, later])
      painter.paint(frameOf(state, size, new PyramidStore()), LIGHT, repaintedColumns);
  });
});

/** How many of the bytes of two canvases are not the same. */
function differing(a: Context2D, b: Context2D): number {
  const { width, height } = a.canvas;
  const [one, other] = [a, b].map((context) => context.getImageData(0, 0, width, height).data);
  return one?.reduce((sum, byte, i) => sum + (byte === other?.[i] ? 0 : 1), 0) ?? Number.NaN;
}
