import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ProfilePart, sumOfParts } from './profile-sum.ts';

const HOUR_MS = 3_600_000;
const MEAN = { statistic: 'mean', isNet: false } as const;
const NET = { statistic: 'mean', isNet: true } as const;

/** Ten days of a series, with the hours that each bucket rests on. */
const points = (megawatts: number, hours: readonly number[]) =>
  hours.flatMap((count, bucket) =>
    count > 0
      ? [{ bucket, meanMegawatts: megawatts, medianMegawatts: 2 * megawatts, coveredMs: count * HOUR_MS }]
      : [],
  );
const part = (megawatts: number, hours: readonly number[], more: Partial<ProfilePart> = {}): ProfilePart => ({
  points: points(megawatts, hours),
  consumption: [],
  isExport: false,
  ...more,
});

test('what is exported counts against what is imported', () => {
  const parts = [part(500, [10]), part(300, [10], { isExport: true })];
  assert.deepEqual(sumOfParts(parts, 0, NET), { megawatts: 200, missingMs: 0 });
});

test('a sum says for how long a part of it is not known, and a net without a neighbour nothing', () => {
  const parts = [part(500, [10, 10, 10]), part(300, [10, 7, 0])];
  const missing = (options: typeof MEAN | typeof NET) => [0, 1, 2].map((i) => sumOfParts(parts, i, options));
  assert.deepEqual(missing(MEAN), [
    { megawatts: 800, missingMs: 0 },
    { megawatts: 800, missingMs: 3 * HOUR_MS },
    { megawatts: 500, missingMs: 10 * HOUR_MS },
  ]);
  assert.deepEqual(
    missing(NET).map(({ megawatts }) => megawatts),
    [800, 800, undefined],
  );
});

test('of a series without any values nothing is expected', () => {
  assert.deepEqual(sumOfParts([part(500, [10]), part(300, [0])], 0, NET), { megawatts: 500, missingMs: 0 });
  assert.deepEqual(sumOfParts([part(500, [10, 0])], 1, MEAN), { megawatts: undefined, missingMs: 0 });
});

test('a storage that pumps, and says nothing of its output meanwhile, puts out nothing', () => {
  const storage = part(100, [0, 4, 10], { consumption: points(80, [10, 6, 10]) });
  const sums = [0, 1, 2].map((i) => sumOfParts([part(500, [10, 10, 10]), storage], i, MEAN));
  assert.deepEqual(sums, [
    { megawatts: 500, missingMs: 0 },
    { megawatts: 540, missingMs: 0 },
    { megawatts: 600, missingMs: 0 },
  ]);
});

test('a client that does not tell what its figures rest on is believed', () => {
  const untold = ({ points: all, ...rest }: ProfilePart): ProfilePart => ({
    ...rest,
    points: all.map(({ coveredMs: _, ...point }) => point),
  });
  const parts = [untold(part(500, [10, 10])), untold(part(300, [7, 0]))];
  assert.deepEqual(sumOfParts(parts, 0, NET), { megawatts: 800, missingMs: 0 });
  assert.equal(sumOfParts(parts, 1, NET).megawatts, undefined);
  assert.equal(sumOfParts(parts, 0, { statistic: 'median', isNet: false }).megawatts, 1600);
});
