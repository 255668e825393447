import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alert } from '@wattlet/sdk';
import { alertOf } from '../testing/fake-alerts-client.ts';
import { newsOf } from './alert-news.ts';

const ids = (alerts: readonly Alert[]) => alerts.map(({ alertId }) => alertId);

test('what turned is news once, what only grew or is old is none', () => {
  const known = { alerts: [alertOf(0), alertOf(1, { state: 'pending' })], cursor: 5 };
  const news = newsOf(
    [
      alertOf(0, { sequence: 6, wattHours: 9000 }),
      alertOf(1, { sequence: 7 }),
      alertOf(2, { sequence: 8, state: 'pending' }),
      alertOf(3, { sequence: 4 }),
      alertOf(4, { sequence: 9, state: 'acknowledged' }),
    ],
    known,
  );
  assert.deepEqual(ids(news.fired), ['alert-1']);
  assert.deepEqual(ids(news.warned), ['alert-2']);
  assert.deepEqual(ids(news.acknowledged), ['alert-4']);
});
