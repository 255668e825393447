import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GRACE_MS, judgeHours, type MeterHour, nextSettling, type OpenEpisodeHours } from './hourly-limit.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 0, 15, 12);
const LIMIT = { wattHours: 1_000n, warningPercent: 80 };

/** Consecutive hours from noon on. */
const hours = (...totals: readonly number[]): MeterHour[] =>
  totals.map((wattHours, index) => ({
    start: NOON + index * HOUR,
    end: NOON + (index + 1) * HOUR,
    wattHours: BigInt(wattHours),
  }));

const minutes = (count: number) => NOON + count * 60_000;

const firing = (hour: number, wattHours: bigint): OpenEpisodeHours => ({
  state: 'firing',
  firstHour: NOON,
  hour: NOON + hour * HOUR,
  wattHours,
  peakWattHours: wattHours,
});

test('the limit itself is kept, and one watt-hour more is not', () => {
  const begun = (total: number) => judgeHours(undefined, hours(total), LIMIT, minutes(30)).begun?.state;
  assert.deepEqual([799, 800, 1_000, 1_001].map(begun), [undefined, 'pending', 'pending', 'firing']);
  const unwarned = judgeHours(undefined, hours(1_000), { ...LIMIT, warningPercent: 0 }, minutes(30));
  assert.equal(unwarned.begun, undefined);
});

test('an hour that ended before the grace for late readings was over opens nothing after it', () => {
  const atEnd = (ms: number) => judgeHours(undefined, hours(5_000), LIMIT, NOON + HOUR + ms).begun?.state;
  assert.equal(atEnd(GRACE_MS - 1), 'firing');
  assert.equal(atEnd(GRACE_MS), undefined);
});

test('noise around the limit is one episode: corrections down and up again change its figures only', () => {
  let open: OpenEpisodeHours | undefined;
  let begun = 0;
  for (const total of [700, 900, 1_200, 900, 1_100, 600, 1_300]) {
    const verdict = judgeHours(open, hours(total), LIMIT, minutes(40));
    if (verdict.begun) begun += 1;
    const now = verdict.begun ?? verdict.open;
    assert.notEqual(now?.state, 'resolved');
    open = now && now.state !== 'resolved' ? { ...now, state: now.state } : undefined;
  }
  assert.equal(begun, 1);
  assert.deepEqual(open, { ...firing(0, 1_300n) });
});

test('an episode goes on when the next hour breaks the limit, too, and ends with an hour that does not', () => {
  const second = judgeHours(firing(0, 1_500n), hours(1_500, 1_100), LIMIT, minutes(100));
  assert.deepEqual(second.open, { ...firing(1, 1_100n), peakWattHours: 1_500n });
  const third = judgeHours(firing(1, 1_100n), hours(1_500, 1_100, 400), LIMIT, minutes(189));
  assert.equal(third.open?.state, 'firing');
  const over = judgeHours(firing(1, 1_100n), hours(1_500, 1_100, 400, 0), LIMIT, minutes(190));
  assert.deepEqual(over.open, { ...firing(1, 1_100n), peakWattHours: 1_500n, state: 'resolved' });
  assert.equal(over.begun, undefined);
});

test('of hours that are not at hand an episode keeps the peak that it has', () => {
  const open = { ...firing(1, 1_100n), peakWattHours: 4_000n };
  const later = (...totals: number[]) => hours(0, ...totals).slice(1);
  assert.deepEqual(judgeHours(open, later(1_200), LIMIT, minutes(100)).open, { ...open, wattHours: 1_200n });
  assert.deepEqual(judgeHours(open, later(1_200, 5_000), LIMIT, minutes(170)).open, {
    ...firing(2, 5_000n),
  });
});

test('whoever comes back late finds the end of one episode and the beginning of the next', () => {
  const verdict = judgeHours(firing(0, 1_500n), hours(1_500, 200, 100, 1_700), LIMIT, minutes(230));
  assert.equal(verdict.open?.state, 'resolved');
  assert.deepEqual(verdict.begun, {
    state: 'firing',
    firstHour: NOON + 3 * HOUR,
    hour: NOON + 3 * HOUR,
    wattHours: 1_700n,
    peakWattHours: 1_700n,
  });
});

test('without a limit an episode ends', () => {
  assert.equal(judgeHours(firing(0, 2n), hours(9_000), undefined, minutes(30)).open?.state, 'resolved');
});

test('what is due next is the end of the grace of the first hour that still may change', () => {
  assert.equal(nextSettling(hours(1, 1, 1), minutes(75)), NOON + 2 * HOUR + GRACE_MS);
  assert.equal(nextSettling(hours(1, 1), minutes(65)), NOON + HOUR + GRACE_MS);
});

/** A step of a day: the meter consumes, or time passes. */
const steps = fc.array(
  fc.record({ minutes: fc.integer({ min: 11, max: 60 }), wattHours: fc.integer({ min: 0, max: 700 }) }),
  { minLength: 5, maxLength: 120 },
);

test('whatever is consumed, the episodes are the runs of hours above the limit, and to judge again changes nothing', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const totals: number[] = [0];
      const episodes: { first: number; last: number; peak: bigint; fired: boolean }[] = [];
      let open: OpenEpisodeHours | undefined;
      let now = NOON;
      const judge = () => {
        const all = hours(...totals);
        const verdict = judgeHours(open, all, LIMIT, now);
        // What is older has settled, and is not read any more.
        const from = Math.min(now - GRACE_MS, open?.hour ?? now);
        assert.deepEqual(
          judgeHours(
            open,
            all.filter(({ end }) => end > from),
            LIMIT,
            now,
          ),
          verdict,
        );
        if (verdict.open?.state === 'resolved') note(verdict.open, open);
        const next = verdict.begun ?? verdict.open;
        open = next && next.state !== 'resolved' ? { ...next, state: next.state } : undefined;
      };
      const note = (
        ended: { firstHour: number; hour: number; peakWattHours: bigint },
        was?: OpenEpisodeHours,
      ) =>
        episodes.push({
          first: (ended.firstHour - NOON) / HOUR,
          last: (ended.hour - NOON) / HOUR,
          peak: ended.peakWattHours,
          fired: was?.state !== 'pending',
        });
      // A reading is taken at most once in eleven minutes: an hour has settled before the next one can break its limit.
      for (const { minutes: passed, wattHours } of taken) {
        const until = now + passed * 60_000;
        for (; now < until; now += 60_000) {
          while (NOON + totals.length * HOUR <= now) totals.push(0);
          judge();
        }
        const at = totals.length - 1;
        totals[at] = (totals[at] ?? 0) + wattHours;
        judge();
        const before = open;
        judge();
        assert.deepEqual(open, before);
      }
      for (let quiet = 0; quiet < 200; quiet += 1) {
        now += 60_000;
        while (NOON + totals.length * HOUR <= now) totals.push(0);
        judge();
      }
      assert.equal(open, undefined);
      const runs: { first: number; last: number; peak: bigint }[] = [];
      for (const [hour, total] of totals.entries()) {
        if (total <= 1_000) continue;
        const last = runs.at(-1);
        if (last && last.last === hour - 1) {
          last.last = hour;
          last.peak = last.peak > BigInt(total) ? last.peak : BigInt(total);
        } else runs.push({ first: hour, last: hour, peak: BigInt(total) });
      }
      const firedOnes = episodes.flatMap(({ fired, ...episode }) => (fired ? [episode] : []));
      assert.deepEqual(firedOnes, runs);
    }),
    { numRuns: 150 },
  );
});
