import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { chartFrame } from './chart-frame.ts';
import type { ChartSeries } from './chart-series.ts';
import { GapIndex } from './gap-index.ts';
import { type PlotPicture, plotPicture } from './plot-picture.ts';
import { PyramidStore } from './pyramid-store.ts';
import { repaintedColumns } from './repainted-columns.ts';

const HOUR_MS = 3_600_000;
const PALETTE = { surface: '#fff', grid: '#eee', hatch: '#888', zero: '#000' };
const wave = Array.from({ length: 2_000 }, (_, hour) => 50 + 40 * Math.sin(hour / 3));

function pictureOf(values: readonly number[], from: number, palette = PALETTE): PlotPicture {
  const series: ChartSeries[] = [
    seriesOf('wind', hourly(0, values), { color: '#00f' }),
    seriesOf('load', hourly(0, values), { color: '#f00', mark: 'line' }),
  ];
  const range = { from: from * HOUR_MS, to: (from + 600) * HOUR_MS };
  const size = { width: 300, height: 100, pixelRatio: 2, valueTickCount: 4, hasPatterns: false };
  const data = { pyramids: new PyramidStore(), gapIndex: new GapIndex(series), loaded: range };
  return plotPicture(chartFrame({ series, range, ...data, ...size }), palette);
}

const painted = (change: ReturnType<typeof repaintedColumns>) =>
  change?.runs.reduce((sum, { from, to }) => sum + to - from, 0);

test('a pan paints what comes into view and the edges, and moves the rest', () => {
  const change = repaintedColumns(pictureOf(wave, 100), pictureOf(wave, 110));
  assert.ok(change && (painted(change) ?? 0) <= 16, `${painted(change)} columns`);
  assert.ok(Math.abs(change.moved - 10) <= 1);
});

test('a revised value paints its own columns', () => {
  const change = repaintedColumns(pictureOf(wave, 100), pictureOf(wave.with(300, 12), 100));
  assert.deepEqual([change?.moved, change?.runs.length], [0, 1]);
  assert.ok((painted(change) ?? 0) <= 8, `${painted(change)} columns`);
});

test('another scale, other colours or another length of time paint everything', () => {
  const before = pictureOf(wave, 100);
  assert.equal(repaintedColumns(before, pictureOf(wave.with(300, 5_000), 100)), undefined);
  assert.equal(repaintedColumns(before, pictureOf(wave, 100, { ...PALETTE, grid: '#ddd' })), undefined);
  assert.equal(repaintedColumns(before, pictureOf(wave, 1_300)), undefined);
});

test('what looks the same is not painted at all', () => {
  assert.deepEqual(repaintedColumns(pictureOf(wave, 100), pictureOf(wave, 100)), { moved: 0, runs: [] });
});
