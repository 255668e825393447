import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PowerFormat } from '../chart/power-unit.ts';
import { TimeLabels } from '../chart/time-labels.ts';
import { ZoneClock } from '../chart/zone-clock.ts';
import { hourly, seriesOf } from '../testing/chart-series-of.ts';
import { summarizeChart } from './summarize-chart.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2022, 0, 1);
const view = {
  labels: new TimeLabels(new ZoneClock('UTC'), 'en-GB'),
  power: new PowerFormat({ name: 'MW', megawatts: 1 }, 'en-GB'),
};

test('a stack with flows both ways is told with the net first, then by size, whichever way they go', () => {
  const series = [
    seriesOf('from Bulgaria', hourly(START, [200, 200, 200, 200])),
    seriesOf('to Italy', hourly(START, [-300, -300, -500, -500])),
    seriesOf('Net', hourly(START, [-100, -100, -300, -300]), { mark: 'line' }),
  ];
  const range = { from: START, to: START + 4 * HOUR_MS };
  assert.deepEqual(summarizeChart({ ...view, frame: { series, range } }).split(/(?<=\.) /), [
    'From 1 January 2022, 00:00 to 1 January 2022, 04:00, UTC.',
    ...[
      ['Net: mean −200 MW', 'lowest −300 MW', '02:00', 'highest −100 MW', '00:00', '−300 MW', 'falling'],
      ['to Italy: mean −400 MW', 'lowest −500 MW', '02:00', 'highest −300 MW', '00:00', '−500 MW', 'falling'],
      ['from Bulgaria: mean 200 MW', 'lowest 200 MW', '00:00', 'highest 200 MW', '00:00', '200 MW', 'steady'],
    ].map(
      ([mean, lowest, low, highest, high, latest, trend]) =>
        `${mean}, ${lowest} at 1 January 2022, ${low}, ${highest} at 1 January 2022, ${high}, latest ${latest}, ${trend}.`,
    ),
  ]);
});
