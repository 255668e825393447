import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitrarySegments, EPOCH } from '../testing/arbitrary-segments.ts';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { type ChartFrame, chartFrame, timeAt, xOf, yOf } from './chart-frame.ts';
import type { ChartSeries } from './chart-series.ts';
import { GapIndex } from './gap-index.ts';
import { PyramidStore } from './pyramid-store.ts';

const HOUR_MS = 3_600_000;

function frameOf(series: ChartSeries[], range = { from: EPOCH, to: EPOCH + 24 * HOUR_MS }): ChartFrame {
  const size = { width: 240, height: 100, pixelRatio: 2, valueTickCount: 4, hasPatterns: false };
  const data = { pyramids: new PyramidStore(), gapIndex: new GapIndex(series), loaded: range };
  return chartFrame({ series, range, ...data, ...size });
}

test('a frame has a column for every device pixel', () => {
  const frame = frameOf([seriesOf('wind', hourly(EPOCH, [1]))]);
  assert.equal(frame.bands[0]?.outer.length, 480);
});

test('to pan there and back again changes nothing', () => {
  fc.assert(
    fc.property(arbitrarySegments, fc.integer({ min: -1e8, max: 1e8 }), (segments, by) => {
      const series = [seriesOf('wind', segments), seriesOf('load', segments, { mark: 'area' })];
      const range = { from: EPOCH, to: EPOCH + 24 * HOUR_MS };
      const before = frameOf(series, range);
      frameOf(series, { from: range.from + by, to: range.to + by });
      assert.deepEqual(frameOf(series, range), before);
    }),
  );
});

test('a place on the plot and its time are the same', () => {
  const frame = frameOf([seriesOf('wind', hourly(EPOCH, [1]))]);
  assert.equal(timeAt(frame, xOf(frame, EPOCH + 7 * HOUR_MS)), EPOCH + 7 * HOUR_MS);
});

test('what lies beside the range has no part of its pixels, wherever in one the range begins', () => {
  const values = [900, 1, 1, -900];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: HOUR_MS / 2 }),
      fc.integer({ min: 0, max: HOUR_MS / 2 }),
      (a, b) => {
        const frame = frameOf(
          [
            seriesOf('wind', hourly(EPOCH, values)),
            seriesOf('load', hourly(EPOCH, values), { mark: 'line' }),
          ],
          { from: EPOCH + HOUR_MS + a, to: EPOCH + 3 * HOUR_MS - b },
        );
        const [band, curve] = [frame.bands[0], frame.curves[0]];
        for (const columns of [band?.outer, curve?.low, curve?.high, curve?.first, curve?.last]) {
          const known = [...(columns ?? [])].filter((value) => !Number.isNaN(value));
          assert.ok(known.length >= 479, `${known.length} of 480 columns`);
          for (const value of known) assert.ok(Math.abs(value - 1) < 1e-6, `${value}`);
        }
        assert.equal(frame.scale.low, 0);
      },
    ),
  );
});

test('the scale holds the whole stack and what is below zero', () => {
  const frame = frameOf([
    seriesOf('wind', hourly(EPOCH, [700])),
    seriesOf('sun', hourly(EPOCH, [700])),
    seriesOf('pumping', hourly(EPOCH, [-300])),
  ]);
  assert.ok(frame.scale.high >= 1400 && frame.scale.low <= -300);
  assert.ok(yOf(frame, 1400) >= 0 && yOf(frame, -300) <= frame.height);
});

test('what lies before the first value of the area is not a gap', () => {
  const series = [seriesOf('load', hourly(EPOCH + 6 * HOUR_MS, [1, 2]))];
  const range = { from: EPOCH, to: EPOCH + 24 * HOUR_MS };
  const size = { width: 240, height: 100, pixelRatio: 1, valueTickCount: 4, hasPatterns: false };
  const loaded = { from: EPOCH + 6 * HOUR_MS, to: range.to };
  const data = { pyramids: new PyramidStore(), gapIndex: new GapIndex(series), loaded };
  const frame = chartFrame({ series, range, ...data, ...size });
  assert.deepEqual(frame.gaps, { missing: [], partial: [] });
});
