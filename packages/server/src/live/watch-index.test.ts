import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SeriesChange } from './live-store.ts';
import { clipToView, type SeriesView, seriesView } from './series-view.ts';
import { WatchIndex } from './watch-index.ts';

const area = (eic: string) => ({ eic, areaType: 'CTY' as const, mapCode: eic, name: eic, id: 1 });
const areas = fc.constantFrom('A', 'B', 'C').map(area);
const ranges = fc
  .tuple(fc.nat(9), fc.integer({ min: 1, max: 5 }))
  .map(([from, length]) => ({ from, to: from + length }));
const types = fc.constantFrom('Solar', 'Hydro');

const views = fc
  .record({
    areaType: fc.constantFrom('CTY' as const, 'BZN' as const),
    area: fc.option(areas, { nil: undefined }),
    toArea: fc.option(areas, { nil: undefined }),
    productionTypes: fc.uniqueArray(types, { maxLength: 2 }),
    range: ranges,
  })
  .map(seriesView);

const changes: fc.Arbitrary<SeriesChange[]> = fc.array(
  fc.record({
    series: fc.record({
      id: fc.nat(9),
      area: areas,
      toArea: fc.option(areas),
      productionType: fc.option(types),
      measure: fc.constant('value' as const),
    }),
    range: ranges,
  }),
  { maxLength: 12 },
);

test('the index finds what asking every viewer would find', () => {
  fc.assert(
    fc.property(fc.array(views, { maxLength: 20 }), fc.array(fc.nat(19)), changes, (all, leave, changed) => {
      const index = new WatchIndex<{ view: SeriesView }>();
      const other = new WatchIndex<{ view: SeriesView }>();
      const viewers = new Set(all.map((view) => ({ view })));
      for (const [at, viewer] of [...viewers].entries()) (at % 2 ? index : other).add(viewer);
      index.absorb(other);
      for (const at of leave) {
        const viewer = [...viewers][at];
        if (viewer) assert.equal(index.delete(viewer), viewers.delete(viewer));
      }
      assert.equal(index.size, viewers.size);
      assert.equal(other.size, 0);

      const seen = new Map<SeriesView, SeriesChange[]>();
      index.collect(changed, seen);
      const found = [...seen].flatMap(([view, parts]) =>
        index.take(view).map((viewer) => [viewer, parts] as const),
      );
      const asked = [...viewers].flatMap((viewer) => {
        const parts = changed.flatMap((change) => clipToView(change, viewer.view) ?? []);
        return parts.length > 0 ? [[viewer, parts] as const] : [];
      });
      assert.deepEqual(new Map(found), new Map(asked));
      assert.equal(index.takeAll().length, viewers.size - asked.length);
      assert.equal(index.size, 0);
    }),
  );
});

test('who left already cannot leave again', () => {
  const index = new WatchIndex<{ view: SeriesView }>();
  const viewer = {
    view: seriesView({ areaType: 'CTY', area: area('A'), productionTypes: [], range: { from: 0, to: 1 } }),
  };
  index.add(viewer);
  assert.equal(index.delete(viewer), true);
  assert.equal(index.delete(viewer), false);
  assert.equal(index.size, 0);
});

test('a view ends where its range does: what begins there is not in it', () => {
  const view = seriesView({
    areaType: 'CTY',
    area: area('A'),
    productionTypes: [],
    range: { from: 10, to: 20 },
  });
  const series = { id: 1, area: area('A'), toArea: null, productionType: null, measure: 'value' as const };
  assert.equal(clipToView({ series, range: { from: 20, to: 30 } }, view), undefined);
  assert.equal(clipToView({ series, range: { from: 0, to: 10 } }, view), undefined);
  assert.deepEqual(clipToView({ series, range: { from: 0, to: 30 } }, view)?.range, { from: 10, to: 20 });
});

test('the same code in another role is another area', () => {
  const view = seriesView({
    areaType: 'CTY',
    area: area('A'),
    productionTypes: [],
    range: { from: 0, to: 9 },
  });
  const zone = { ...area('A'), areaType: 'BZN' as const };
  const series = { id: 1, area: zone, toArea: null, productionType: null, measure: 'value' as const };
  assert.equal(clipToView({ series, range: { from: 0, to: 9 } }, view), undefined);
});

test('a view without an area sees every area of its role, and no other', () => {
  const view = seriesView({ areaType: 'CTY', productionTypes: [], range: { from: 0, to: 9 } });
  const series = { id: 1, area: area('A'), toArea: null, productionType: null, measure: 'value' as const };
  assert.ok(clipToView({ series, range: { from: 0, to: 9 } }, view));
  assert.ok(clipToView({ series: { ...series, area: area('B') }, range: { from: 8, to: 20 } }, view));
  const zone = { ...series, area: { ...area('A'), areaType: 'BZN' as const } };
  assert.equal(clipToView({ series: zone, range: { from: 0, to: 9 } }, view), undefined);
  assert.equal(clipToView({ series, range: { from: 9, to: 10 } }, view), undefined);
});

test('hours that have changed in one bucket are one change of the whole of it', () => {
  const DAY = 86_400_000;
  const series = { id: 1, area: area('A'), toArea: null, productionType: null, measure: 'value' as const };
  const index = new WatchIndex<{ view: SeriesView }>();
  const view = seriesView({
    areaType: 'CTY',
    area: area('A'),
    productionTypes: [],
    range: { from: DAY + 1, to: 9 * DAY + 1 },
    bucketSeconds: 86_400,
  });
  index.add({ view });
  const seen = new Map<SeriesView, SeriesChange[]>();
  const hour = (day: number, at: number) => ({
    series,
    range: { from: day * DAY + at, to: day * DAY + at + 3_600_000 },
  });
  index.collect([hour(1, 0), hour(2, 0), hour(2, 7_200_000), hour(5, 0), hour(9, 0), hour(10, 0)], seen);
  assert.deepEqual(
    seen.get(view)?.map(({ range, bucketSeconds }) => [range.from / DAY, range.to / DAY, bucketSeconds]),
    [
      [2, 3, 86_400],
      [5, 6, 86_400],
      [9, 10, 86_400],
    ],
  );
});
