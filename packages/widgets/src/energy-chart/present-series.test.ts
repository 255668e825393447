import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartSeries } from '../chart/chart-series.ts';
import { countryOf, flowOf, generationOf } from '../testing/area-series-of.ts';
import { hourly } from '../testing/chart-series-of.ts';
import type { ChartColors } from './chart-colors.ts';
import { presentFlows } from './present-flows.ts';
import { presentGeneration } from './present-generation.ts';

const greece = countryOf('GR');
const colors: ChartColors = {
  theme: 'light',
  surface: 'white',
  grid: 'silver',
  hatch: 'gray',
  zero: 'black',
  accent: 'blue',
  text: 'black',
  textQuiet: 'black',
};
const options = { eic: greece.eic, colors, locale: 'en', isNarrow: false };
const values = (series: ChartSeries | undefined) => series?.segments.flatMap((one) => [...one.megawatts]);
const labels = (series: readonly ChartSeries[]) => series.map(({ label }) => label);

test('generation stacks from steady to variable, whatever order it comes in', () => {
  const series = ['Solar', 'Nuclear', 'Fossil Gas', 'Tidal Fence'].map((type) =>
    generationOf(greece, type, hourly(0, [1])),
  );
  assert.deepEqual(labels(presentGeneration(series, options)), ['Nuclear', 'Gas', 'Solar', 'Tidal Fence']);
});

test('what storage consumes goes below the zero line and belongs to the same group', () => {
  const series = [
    generationOf(greece, 'Hydro Pumped Storage', hourly(0, [0, 5])),
    generationOf(greece, 'Hydro Pumped Storage', hourly(0, [7, 0]), 'consumption'),
  ];
  const [output, consumption] = presentGeneration(series, options);
  assert.deepEqual(values(consumption), [-7, -0]);
  assert.equal(consumption?.group, output?.group);
});

test('a type that never runs is left out, one that runs at times keeps its zeros', () => {
  const series = [
    generationOf(greece, 'Marine', hourly(0, [0, 0])),
    generationOf(greece, 'Solar', hourly(0, [0, 3])),
  ];
  const shown = presentGeneration(series, options);
  assert.deepEqual(labels(shown), ['Solar']);
  assert.deepEqual(values(shown[0]), [0, 3]);
});

test('a night of nothing but zeros is drawn as zero: it is not without data', () => {
  const night = [
    generationOf(greece, 'Solar', hourly(0, [0, 0])),
    generationOf(greece, 'Marine', hourly(0, [0])),
  ];
  assert.deepEqual(labels(presentGeneration(night, options)), ['Marine', 'Solar']);
});

test('where there is no room, types are drawn as families', () => {
  const series = [
    generationOf(greece, 'Wind Onshore', hourly(0, [4])),
    generationOf(greece, 'Wind Offshore', hourly(0, [3])),
    generationOf(greece, 'Solar', hourly(0, [2])),
  ];
  const shown = presentGeneration(series, { ...options, isNarrow: true });
  assert.deepEqual(labels(shown), ['Wind', 'Solar']);
  assert.deepEqual(values(shown[0]), [7]);
});

test('what is hidden by its type is not part of its family, and a family without any is hidden by the same names', () => {
  const series = [
    generationOf(greece, 'Wind Onshore', hourly(0, [4])),
    generationOf(greece, 'Wind Offshore', hourly(0, [3])),
    generationOf(greece, 'Solar', hourly(0, [2])),
  ];
  const narrow = (...hiddenSeries: string[]) =>
    presentGeneration(series, { ...options, isNarrow: true, hiddenSeries });
  const [wind] = narrow('Wind Onshore');
  assert.deepEqual([wind?.group, values(wind)], ['Wind', [3]]);
  const hidden = ['Wind Onshore', 'Wind Offshore'];
  const [none, solar] = narrow(...hidden);
  assert.equal(none?.groupLabel, 'Wind');
  assert.ok(hidden.includes(none?.group ?? ''));
  assert.equal(solar?.group, 'Solar');
  assert.deepEqual(
    narrow('Wind').map(({ group }) => group),
    ['Wind', 'Solar'],
  );
});

test('a family that was hidden at once where there was no room stays so where there is, as one entry', () => {
  const series = ['Wind Onshore', 'Wind Offshore', 'Other', 'Other renewable'].map((type) =>
    generationOf(greece, type, hourly(0, [4])),
  );
  const wide = presentGeneration(series, { ...options, hiddenSeries: ['Wind', 'Other'] });
  assert.deepEqual(
    wide.map(({ group, groupLabel }) => [group, groupLabel]),
    [
      ['Wind', 'Wind'],
      ['Wind', 'Wind'],
      ['Other renewable', 'Other renewable'],
      ['Other', 'Other'],
    ],
  );
});

test('imports are above zero, exports below, and the net says what remains', () => {
  const bulgaria = countryOf('BG');
  const italy = countryOf('IT');
  const series = [
    flowOf(greece, italy, hourly(0, [300, 0])),
    flowOf(italy, greece, hourly(0, [0, 100])),
    flowOf(bulgaria, greece, hourly(0, [500, Number.NaN])),
  ];
  const shown = presentFlows(series, options);
  assert.deepEqual(labels(shown), ['from Bulgaria', 'to Italy', 'from Italy', 'Net: import + / export −']);
  assert.deepEqual(values(shown[1]), [-300, -0]);
  assert.deepEqual(values(shown.at(-1)), [200, Number.NaN]);
});

test('both directions of a border have its colour', () => {
  const italy = countryOf('IT');
  const series = [flowOf(greece, italy, hourly(0, [1])), flowOf(italy, greece, hourly(0, [1]))];
  const [out, back] = presentFlows(series, options);
  assert.equal(out?.color, back?.color);
});

test('a border has its place and colour in every language', () => {
  const series = ['AL', 'BG', 'IT', 'MK', 'TR'].map((code) =>
    flowOf(countryOf(code), greece, hourly(0, [1])),
  );
  const looks = ['en', 'de', 'el', 'ro'].map((locale) =>
    presentFlows(series, { ...options, locale }).map(({ group, color }) => `${group} ${color}`),
  );
  assert.equal(looks[0]?.length, 6);
  for (const look of looks) assert.deepEqual(look, looks[0]);
});

test('without any flow there is no net of zero', () => {
  assert.deepEqual(presentFlows([], options), []);
});
