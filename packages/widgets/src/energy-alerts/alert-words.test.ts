import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alert } from '@wattlet/sdk';
import { timeWords } from './alert-words.ts';

function alertAt(startedAt: Date, rule: Alert['rule'] = 'hourly-limit'): Alert {
  return {
    alertId: 'a',
    meterId: 'm',
    meterName: 'Heat pump',
    rule,
    state: 'firing',
    sequence: 1,
    startedAt,
    hour: startedAt,
    limitWattHours: 5000,
    wattHours: 6300,
    peakWattHours: 6300,
    timeZone: 'Europe/Athens',
  };
}

test('the zone of an alert has the name that it has in a chart, in every language', () => {
  const noon = new Date('2026-03-03T12:00:00Z');
  assert.match(timeWords(alertAt(noon), 'en-US'), /14:00.–.15:00 EET$/);
  assert.match(timeWords(alertAt(noon), 'de'), /14:00–15:00 Uhr EET$/);
  assert.match(timeWords(alertAt(noon, 'no-data'), 'ro'), /14:00 EET$/);
});

test('of the two hours that the clock shows in autumn an alert says which it is about', () => {
  assert.match(timeWords(alertAt(new Date('2022-10-30T00:00:00Z')), 'el'), /03:00 EEST$/);
  assert.match(timeWords(alertAt(new Date('2022-10-30T01:00:00Z')), 'el'), /03:00.+04:00 EET$/);
});
