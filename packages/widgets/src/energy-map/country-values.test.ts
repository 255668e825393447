import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryOf } from '../testing/area-series-of.ts';
import { loadValues } from './load-values.ts';
import type { BorderFlow, Snapshot, SnapshotValue } from './map-client.ts';
import { makeFrame } from './map-frame.ts';
import { metricOf } from './metric.ts';
import { netImports } from './net-imports.ts';
import { renewableShares } from './renewable-shares.ts';
import { STEP_MS } from './time-steps.ts';

const HOUR = Date.UTC(2022, 0, 1, 12);
const EARLIER = HOUR - STEP_MS;
const [GR, BG, IT] = [countryOf('GR'), countryOf('BG'), countryOf('IT')];

function snapshot(values: readonly SnapshotValue[], borders: readonly BorderFlow[] = []): Snapshot {
  return { values, borders, cursor: { revision: 1 } };
}

function made(productionType: string, megawatts: number, start = HOUR): SnapshotValue {
  return { key: { area: GR, productionType, measure: 'output' }, start, stepMs: STEP_MS, megawatts };
}

function border(second: typeof GR, netMegawatts: number, start = HOUR): BorderFlow {
  return { first: GR, second, netMegawatts, start, stepMs: STEP_MS };
}

const shareOf = (...values: SnapshotValue[]) => renewableShares(HOUR, snapshot(values))[0];

test('a zero is a value, and a value of an earlier hour is none but is told as the last known', () => {
  const values = [
    { key: { area: GR, measure: 'value' as const }, start: HOUR, stepMs: STEP_MS, megawatts: 0 },
    { key: { area: BG, measure: 'value' as const }, start: EARLIER, stepMs: STEP_MS, megawatts: 4_000 },
  ];
  const [greece, bulgaria] = loadValues(HOUR, snapshot(values));
  assert.equal(greece?.value, 0);
  assert.equal(bulgaria?.value, undefined);
  assert.deepEqual(bulgaria?.span, { from: EARLIER, to: HOUR });
});

test('the renewable share is of what is generated, without pumped storage and what it consumes', () => {
  const share = shareOf(
    made('Solar', 300),
    made('Wind Onshore', 300),
    made('Fossil Gas', 300),
    made('Waste', 100),
    made('Hydro Pumped Storage', 5_000),
    {
      ...made('Solar', 0),
      key: { area: GR, productionType: 'Hydro Pumped Storage', measure: 'consumption' },
    },
  );
  assert.equal(share?.value, 0.6);
});

test('a mix that lacks a type that matters has no share, and says that it is incomplete', () => {
  const share = shareOf(made('Solar', 300), made('Fossil Gas', 700, EARLIER));
  assert.equal(share?.value, undefined);
  assert.equal(share?.isIncomplete, true);
});

test('a mix that lacks a type that made little has a share', () => {
  const share = shareOf(made('Solar', 500), made('Fossil Gas', 500), made('Biomass', 10, EARLIER));
  assert.equal(share?.value, 0.5);
});

test('nothing generated has no share, and what plants draw is not negative generation', () => {
  assert.equal(shareOf(made('Solar', 0), made('Fossil Gas', 0))?.value, undefined);
  assert.equal(shareOf(made('Solar', -5), made('Fossil Gas', 95), made('Wind Onshore', 5))?.value, 0.05);
});

test('an hour of which nothing is known is not incomplete but without data', () => {
  const share = shareOf(made('Solar', 300, EARLIER));
  assert.deepEqual([share?.value, share?.isIncomplete], [undefined, false]);
});

test('net import is what comes in over all borders less what goes out', () => {
  const values = netImports(HOUR, snapshot([], [border(BG, -500), border(IT, 200)]));
  const byCode = Object.fromEntries(values.map(({ area, value }) => [area.mapCode, value]));
  assert.deepEqual(byCode, { GR: 300, BG: -500, IT: 200 });
});

test('a country that lacks a border that matters has no net import, its neighbours have', () => {
  const values = netImports(HOUR, snapshot([], [border(BG, -500), border(IT, 200, EARLIER)]));
  const byCode = Object.fromEntries(values.map(({ area, value }) => [area.mapCode, value]));
  assert.deepEqual(byCode, { GR: undefined, BG: -500, IT: undefined });
});

test('flows are shown in the direction of the net, those of other hours not at all', () => {
  const metric = metricOf('net-import');
  assert.ok(metric);
  const flows = snapshot([], [border(BG, -500), border(IT, 700), border(countryOf('TR'), 90, EARLIER)]);
  const frame = makeFrame(metric, HOUR, { values: flows, flows });
  assert.deepEqual(
    frame.flows.map(({ from, to, megawatts }) => [from.mapCode, to.mapCode, megawatts]),
    [
      ['GR', 'IT', 700],
      ['BG', 'GR', 500],
    ],
  );
});

test('areas that are not on the map are not among its countries', () => {
  const metric = metricOf('net-import');
  assert.ok(metric);
  const flows = snapshot([], [{ ...border(BG, 1), second: countryOf('RU') }]);
  const frame = makeFrame(metric, HOUR, { values: flows, flows });
  assert.deepEqual([...frame.countries.keys()], ['GR']);
});
