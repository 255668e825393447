import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChartSeries } from '../../chart/chart-series.ts';
import { intervalAt } from '../../chart/segment.ts';
import { arbitrarySegments, EPOCH } from '../../testing/arbitrary-segments.ts';
import { hourly, seriesOf } from '../../testing/chart-series-of.ts';
import { ChartRows } from './chart-rows.ts';

const HOUR_MS = 3_600_000;
const range = { from: 0, to: 6 * HOUR_MS };
const rowsOf = (series: readonly ChartSeries[]) => {
  const rows = new ChartRows(series, range);
  return Array.from({ length: rows.length }, (_, i) => {
    const { from, to, values } = rows.at(i);
    return { from, to, values };
  });
};

test('there is a row for every interval of the finest step', () => {
  const quarters = [{ start: 0, stepMs: HOUR_MS / 2, megawatts: Float64Array.of(1, 2) }];
  assert.deepEqual(rowsOf([seriesOf('a', quarters), seriesOf('b', hourly(0, [5]))]), [
    { from: 0, to: HOUR_MS / 2, values: [1, 5] },
    { from: HOUR_MS / 2, to: HOUR_MS, values: [2, 5] },
  ]);
});

test('a gap is a row that says so, a zero is a zero', () => {
  const series = [seriesOf('a', hourly(0, [0, Number.NaN, Number.NaN, 3]))];
  assert.deepEqual(rowsOf(series), [
    { from: 0, to: HOUR_MS, values: [0] },
    { from: HOUR_MS, to: 3 * HOUR_MS, values: [undefined] },
    { from: 3 * HOUR_MS, to: 4 * HOUR_MS, values: [3] },
  ]);
  assert.deepEqual([...new ChartRows(series, range).column(0)], [0, Number.NaN, 3]);
});

test('where finer values end an hour goes on with what it has', () => {
  const quarter = [{ start: 0, stepMs: HOUR_MS / 4, megawatts: Float64Array.of(1) }];
  assert.deepEqual(rowsOf([seriesOf('a', quarter), seriesOf('b', hourly(0, [5, 6]))]), [
    { from: 0, to: HOUR_MS / 4, values: [1, 5] },
    { from: HOUR_MS / 4, to: HOUR_MS, values: [undefined, 5] },
    { from: HOUR_MS, to: 2 * HOUR_MS, values: [undefined, 6] },
  ]);
});

test('an hour is one row where the finer values beside it are not known, and is cut only where one is', () => {
  const quarters = (...megawatts: number[]) => [
    { start: 0, stepMs: HOUR_MS / 4, megawatts: Float64Array.from(megawatts) },
  ];
  const { NaN: none } = Number;
  const hours = seriesOf('b', hourly(0, [5, 6]));
  assert.deepEqual(rowsOf([seriesOf('a', quarters(none, none, none, none, 1, 2, 3, 4)), hours]), [
    { from: 0, to: HOUR_MS, values: [undefined, 5] },
    ...[1, 2, 3, 4].map((value, i) => ({
      from: HOUR_MS + (i * HOUR_MS) / 4,
      to: HOUR_MS + ((i + 1) * HOUR_MS) / 4,
      values: [value, 6],
    })),
  ]);
  assert.deepEqual(rowsOf([seriesOf('a', quarters(none, none, 3)), hours]), [
    { from: 0, to: HOUR_MS / 2, values: [undefined, 5] },
    { from: HOUR_MS / 2, to: (HOUR_MS * 3) / 4, values: [3, 5] },
    { from: (HOUR_MS * 3) / 4, to: HOUR_MS, values: [undefined, 5] },
    { from: HOUR_MS, to: 2 * HOUR_MS, values: [undefined, 6] },
  ]);
});

test('rows follow each other without lying over one another, and have every value of the range', () => {
  const QUARTER_MS = HOUR_MS / 4;
  const quarters = fc.nat(200);
  fc.assert(
    fc.property(
      fc.array(arbitrarySegments, { minLength: 1, maxLength: 3 }),
      quarters,
      quarters,
      (all, skipped, length) => {
        const from = EPOCH + skipped * QUARTER_MS;
        const to = from + (length + 1) * QUARTER_MS;
        const series = all.map((segments, i) => seriesOf(String(i), segments));
        const rows = new ChartRows(series, { from, to });
        const told = Array.from({ length: rows.length }, (_, i) => rows.at(i));
        told.forEach((row, i) => {
          assert.ok(row.from < row.to && row.to > from && row.from < to);
          if (i > 0) assert.equal(row.from, told[i - 1]?.to);
        });
        for (let time = Math.min(from, told[0]?.from ?? from); time < Math.max(to, told.at(-1)?.to ?? to); ) {
          const row = told.find((one) => one.from <= time && time < one.to);
          const values = all.map((segments) => intervalAt(segments, time)?.megawatts);
          // Before the first value and after the last there is no row.
          assert.deepEqual(row?.values ?? all.map(() => undefined), values);
          time += QUARTER_MS;
        }
      },
    ),
  );
});

test('a row of buckets says for how long nothing is known', () => {
  const days = hourly(0, [5, 6]).map((one) => ({ ...one, missingMs: Float64Array.of(0, HOUR_MS / 2) }));
  const rows = new ChartRows([seriesOf('a', days)], range);
  assert.deepEqual([rows.at(0).missingMs, rows.at(1).missingMs], [[0], [HOUR_MS / 2]]);
});
