import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { readBuckets } from '../streams/query/read-buckets.ts';
import { findSeries } from '../streams/query/series-store.ts';
import { decodeRuns } from '../streams/query/testing/decode-runs.ts';
import { caughtUp, createLiveFixture, keepRunning } from './testing/live-fixture.ts';
import { HOUR, NEW_YEAR, TestWatch } from './testing/test-watch.ts';

const fixture = await createLiveFixture();
after(() => fixture[Symbol.asyncDispose]());

const DAY = 24 * HOUR;
const LENGTHS = [3_600, 21_600, 86_400, 604_800];
/** Begins and ends amid buckets. */
const RANGE = { from: NEW_YEAR + 5 * HOUR, to: NEW_YEAR + 20 * DAY + 7 * HOUR };

const change = fc.record({
  day: fc.nat(30),
  hour: fc.nat(23),
  kilowatts: fc.option(fc.integer({ min: -1e6, max: 1e6 })),
});

/** The means of what a fresh read finds, by start. */
async function freshMeans(area: string, bucketSeconds: number): Promise<[string, number][]> {
  const { sql } = fixture.databases.load;
  const series = (await findSeries(sql, {})).filter((row) => row.area.mapCode === area);
  const [values] = await readBuckets(sql, { series, range: RANGE }, bucketSeconds);
  return decodeRuns(values?.runs ?? []).map(({ start, kilowatts }) => [`${area} @ ${start}`, kilowatts]);
}

test('buckets that are watched end as a fresh read finds them, whichever hours change', async () => {
  const hub = fixture.hub('load');
  const running = keepRunning(hub);
  try {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 5 }), { maxLength: 4 }),
        async (imports) => {
          const area = `A${count++}`;
          const seriesId = await fixture.addSeries('load', { area });
          const watches = LENGTHS.map(
            (bucketSeconds) => new TestWatch(hub, { area, range: RANGE, bucketSeconds }),
          );
          for (const watch of watches) {
            assert.equal((await watch.membership.outcomeWithin(10_000)).kind, 'joined');
          }
          for (const changes of imports) {
            const revision = await fixture.commit(
              'load',
              changes.map(({ day, hour, kilowatts }) => ({
                seriesId,
                day: NEW_YEAR + day * DAY,
                slots: new Map([[hour, kilowatts]]),
              })),
            );
            await caughtUp(hub, revision);
            for (const watch of watches) await watch.take();
          }
          for (const [i, watch] of watches.entries()) {
            watch.membership.leave();
            assert.deepEqual([...watch.values].sort(), (await freshMeans(area, LENGTHS[i] ?? 0)).sort());
          }
        },
      ),
      { numRuns: 20 },
    );
  } finally {
    await running.stop();
  }
});
