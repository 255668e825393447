import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryOf, flowOf, loadOf } from '../testing/area-series-of.ts';
import type { BorderFlow, SnapshotValue } from './map-client.ts';
import { makeFrame } from './map-frame.ts';
import { mapClock } from './map-request.ts';
import { MapWords } from './map-words.ts';
import { metricOf } from './metric.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
/** Two in the afternoon in Brussels. */
const HOUR = Date.UTC(2022, 0, 1, 13);
const LAST_QUARTER = { start: HOUR + 3 * QUARTER_MS, stepMs: QUARTER_MS };
const WHOLE_HOUR = { start: HOUR, stepMs: HOUR_MS };

type Interval = typeof WHOLE_HOUR;

const loadIn = (code: string, interval: Interval): SnapshotValue => ({
  key: loadOf(countryOf(code), []).key,
  megawatts: 1,
  ...interval,
});

function shown(values: readonly SnapshotValue[], flow?: Interval): string {
  const metric = metricOf('load');
  assert.ok(metric);
  const { area: first, toArea: second } = flowOf(countryOf('GR'), countryOf('IT'), []).key;
  const borders: BorderFlow[] = flow && second ? [{ first, second, netMegawatts: 5, ...flow }] : [];
  const frame = makeFrame(metric, HOUR, {
    values: { values, borders: [], cursor: { revision: 1 } },
    flows: { values: [], borders, cursor: { revision: 1 } },
  });
  return new MapWords(mapClock(''), 'en-GB').shown(frame);
}

test('a map of quarter hours is labelled with the quarter that it shows, not with the hour', () => {
  const values = [loadIn('GR', LAST_QUARTER), loadIn('IT', LAST_QUARTER)];
  assert.equal(shown(values, LAST_QUARTER), 'Sat, 1 Jan 2022, 14:45–15:00 CET');
});

test('a map of hours is labelled with the hour, and so is one without values', () => {
  assert.equal(shown([loadIn('GR', WHOLE_HOUR)], WHOLE_HOUR), 'Sat, 1 Jan 2022, 14:00–15:00 CET');
  assert.equal(shown([]), 'Sat, 1 Jan 2022, 14:00–15:00 CET');
});

test('where countries or flows are told for different intervals, the label says that they are the latest within the hour', () => {
  const newest = 'Latest values within Sat, 1 Jan 2022, 14:00–15:00 CET';
  assert.equal(shown([loadIn('GR', WHOLE_HOUR), loadIn('IT', LAST_QUARTER)]), newest);
  assert.equal(shown([loadIn('GR', WHOLE_HOUR)], LAST_QUARTER), newest);
});

test('what a country knew before the hour does not count', () => {
  const values = [loadIn('GR', WHOLE_HOUR), loadIn('IT', { ...WHOLE_HOUR, start: HOUR - HOUR_MS })];
  assert.equal(shown(values), 'Sat, 1 Jan 2022, 14:00–15:00 CET');
});
