import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PyramidStore } from '../../chart/pyramid-store.ts';
import type { Segment } from '../../chart/segment.ts';
import type { TimeSpan } from '../../chart/time-span.ts';
import { seriesOf } from '../../testing/chart-series-of.ts';
import { CursorController } from './cursor-controller.ts';
import { readoutUnder } from './readout-under.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const DECADE_MS = 87_660 * HOUR_MS;
const WIDTH = 800;

const every = (stepMs: number, from: number, to: number): Segment => ({
  start: from,
  stepMs,
  megawatts: new Float64Array((to - from) / stepMs),
});

/** A cursor on a plot of some data, and what it reads after each key. */
function setUp(segments: readonly Segment[], range: TimeSpan) {
  const frame = {
    series: [seriesOf('load', segments, { mark: 'area' })],
    pyramids: new PyramidStore(),
    gapIndex: { newest: range.to },
    range,
    width: WIDTH,
  };
  const pins: (TimeSpan | undefined)[] = [];
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  const cursor = new CursorController(host, { moved: () => undefined, pinned: (span) => pins.push(span) });
  const read = (): TimeSpan => {
    assert.ok(cursor.time !== undefined && cursor.time >= range.from && cursor.time < range.to);
    return readoutUnder(frame, cursor.time).span;
  };
  const press = (...keys: string[]) =>
    keys.map((key) => {
      cursor.press(frame, key);
      return read();
    });
  return { press, pins };
}

const column = (from: number): number => Math.floor((from / DECADE_MS) * WIDTH + 0.5);

test('each arrow key goes on by a pixel where ten years of quarter hours share them', () => {
  const { press } = setUp([every(QUARTER_MS, 0, DECADE_MS)], { from: 0, to: DECADE_MS });
  const columns = press('Home', ...Array<string>(9).fill('ArrowRight')).map(({ from }) => column(from));
  assert.deepEqual(columns, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const back = press('ArrowLeft', 'ArrowLeft', 'PageDown', 'PageUp').map(({ from }) => column(from));
  assert.deepEqual(back, [8, 7, 13, 7]);
});

test('the keys reach both ends of ten years, and stay there', () => {
  const { press } = setUp([every(QUARTER_MS, 0, DECADE_MS)], { from: 0, to: DECADE_MS });
  const spans = press('Home', 'ArrowLeft', 'End', 'ArrowRight', 'ArrowLeft');
  assert.deepEqual(
    spans.map(({ from }) => column(from)),
    [0, 0, WIDTH - 1, WIDTH - 1, WIDTH - 2],
  );
});

test('each arrow key goes on by an hour where some of the data is by the quarter and some by the hour', () => {
  const segments = [every(HOUR_MS, 0, 3 * HOUR_MS), every(QUARTER_MS, 3 * HOUR_MS, 4 * HOUR_MS)];
  const { press } = setUp(segments, { from: 0, to: 4 * HOUR_MS });
  const spans = press('Home', ...Array<string>(4).fill('ArrowRight'), 'ArrowLeft', 'ArrowLeft');
  assert.deepEqual(
    spans.map(({ from }) => from / HOUR_MS),
    [0, 1, 2, 3, 3.25, 3, 2],
  );
});

test('at a range that begins within an interval the keys stay in sight', () => {
  const range = { from: 0.75 * HOUR_MS, to: 3.25 * HOUR_MS };
  const { press } = setUp([every(HOUR_MS, 0, 5 * HOUR_MS)], range);
  const spans = press('Home', 'ArrowRight', 'End', 'ArrowLeft');
  assert.deepEqual(
    spans.map(({ from }) => from / HOUR_MS),
    [0, 1, 3, 2],
  );
});

test('what is pinned is all that is read', () => {
  const { press, pins } = setUp([every(QUARTER_MS, 0, DECADE_MS)], { from: 0, to: DECADE_MS });
  const [read] = press('End', 'Enter');
  assert.deepEqual(pins, [read]);
});
