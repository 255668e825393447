import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GAP } from '../parser/month-table.ts';
import { changeExtremes, type Extremes } from './extremes.ts';
import type { ChunkWrite } from './month-changes.ts';

const MINUTES = 60;

function write(day: number, values: readonly number[]): ChunkWrite {
  const kilowatts = Int32Array.from({ length: 24 }, (_, hour) => values[hour] ?? GAP);
  return { seriesId: 1, day, minutes: MINUTES, kilowatts, digest: '', replaces: true };
}

/** What is known once days are stored whose only values are these. */
function knownOf(...highs: number[]): Extremes {
  const { after } = changeExtremes(
    undefined,
    highs.map((value, day) => write(day, [value])),
    true,
  );
  assert.ok(after);
  return after;
}

const TEN_DAYS = knownOf(5, 9, 3, 4, 5, 6, 7, 8, 8, 8);

test('the first values of a series are compared with nothing', () => {
  const { records, after } = changeExtremes(undefined, [write(0, [1, 3, 2])], true);
  assert.deepEqual(records, []);
  assert.deepEqual(
    [after?.high, after?.low],
    [
      { kilowatts: 3, day: 0 },
      { kilowatts: 1, day: 0 },
    ],
  );
});

test('a value beyond all others of a week and more is a record, told with the one before it', () => {
  const { records, after } = changeExtremes(TEN_DAYS, [write(10, [4, 10, 6])], true);
  assert.deepEqual(records, [
    {
      ...{ seriesId: 1, minutes: MINUTES, kind: 'highest', kilowatts: 10, day: 10, start: 10 * 1440 + 60 },
      ...{ former: { kilowatts: 9, day: 1 }, since: 0 },
    },
  ]);
  assert.deepEqual(after?.high, { kilowatts: 10, day: 10 });
  assert.equal(after?.lastDay, 10);
});

test('a value as high as the record is none', () => {
  assert.deepEqual(changeExtremes(TEN_DAYS, [write(10, [9])], true).records, []);
});

test('before there is a week to compare with, and of days long gone, nothing is told', () => {
  const young = changeExtremes(knownOf(1, 2, 3), [write(3, [9])], true);
  assert.deepEqual([young.records, young.after?.high.kilowatts], [[], 9]);
  const old = changeExtremes(knownOf(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), [write(8, [9])], true);
  assert.deepEqual([old.records, old.after?.high.kilowatts], [[], 9]);
});

test('where the value of a record is taken back, what is next is not known', () => {
  assert.equal(changeExtremes(TEN_DAYS, [write(1, [8])], true).after, undefined);
  assert.equal(changeExtremes(TEN_DAYS, [write(1, [])], true).after, undefined);
  // Lows are of load only.
  const highs = knownOf(1, 9);
  assert.equal(changeExtremes(highs, [write(0, [5])], true).after, undefined);
  assert.ok(changeExtremes({ ...highs, low: undefined }, [write(0, [5])], false).after);
});

test('whatever days are written one after the other, what is known is what a look at all of them finds', () => {
  const day = fc.tuple(
    fc.integer({ min: 0, max: 12 }),
    fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 24 }),
  );
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 20 }), (days) => {
      const stored = new Map<number, readonly number[]>();
      let known: Extremes | undefined;
      for (const [at, values] of days) {
        stored.set(at, values);
        const change = changeExtremes(known, [write(at, values)], true);
        const all = [...stored.values()].flat();
        for (const { kilowatts, kind } of change.records) {
          assert.equal(kilowatts, kind === 'highest' ? Math.max(...all) : Math.min(...all));
        }
        known = change.after ?? lookAt(stored);
        if (!known) continue;
        assert.deepEqual([known.high.kilowatts, known.low?.kilowatts], [Math.max(...all), Math.min(...all)]);
        assert.ok(stored.get(known.high.day)?.includes(known.high.kilowatts));
      }
    }),
  );
});

function lookAt(stored: ReadonlyMap<number, readonly number[]>): Extremes | undefined {
  const writes = [...stored].map(([day, values]) => write(day, values));
  return changeExtremes(undefined, writes, true).after;
}
