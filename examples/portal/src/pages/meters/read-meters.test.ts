import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alert, Meter } from '@wattlet/sdk';
import { WattletError } from '@wattlet/sdk/errors';
import { findAlert, readMeters } from './read-meters.ts';

const { signal } = new AbortController();

const meter = (meterId: string): Meter => ({
  ...{ meterId, name: meterId, serial: meterId, address: '', timeZone: 'UTC' },
  ...{ kind: 'interval', intervalMinutes: 15, warningPercent: 80, createdAt: new Date(0) },
});

/** Lists some meters, and knows of others by their id alone. */
function metersOf(listed: readonly string[], others: readonly string[], code: 'not_found' | 'unavailable') {
  return {
    meters: {
      list: async ({ ownerId = '' } = {}) => ({ meters: ownerId === 'me' ? listed.map(meter) : [] }),
      get: async (meterId: string) => {
        if (others.includes(meterId)) return meter(meterId);
        throw new WattletError(code, `no meter ${meterId}`);
      },
    },
  };
}

const idsOf = (meters: readonly Meter[]) => meters.map(({ meterId }) => meterId);

test('a meter beyond those that are listed is found by its link', async () => {
  const client = metersOf(['a', 'b'], ['z'], 'not_found');
  assert.deepEqual(idsOf(await readMeters(client, { named: '', ownerId: 'me', signal })), ['a', 'b']);
  assert.deepEqual(idsOf(await readMeters(client, { named: 'b', ownerId: 'me', signal })), ['a', 'b']);
  assert.deepEqual(idsOf(await readMeters(client, { named: 'z', ownerId: 'me', signal })), ['z', 'a', 'b']);
});

test('a link to somebody else’s meter finds none, and what cannot be asked fails', async () => {
  assert.deepEqual(
    idsOf(await readMeters(metersOf(['a'], [], 'not_found'), { named: 'x', ownerId: 'me', signal })),
    ['a'],
  );
  await assert.rejects(
    readMeters(metersOf(['a'], [], 'unavailable'), { named: 'x', ownerId: 'me', signal }),
    /no meter x/,
  );
});

test('an alert is found by its link, a link to none or to somebody else’s finds none, and what cannot be asked fails', async () => {
  const alert: Alert = {
    ...{ alertId: 'one', meterId: 'm', meterName: 'Heat pump', timeZone: 'UTC', rule: 'hourly-limit' },
    ...{
      state: 'firing',
      wattHours: 2,
      peakWattHours: 2,
      limitWattHours: 1,
      startedAt: new Date(0),
      sequence: 1,
    },
  };
  const knowing = (code: 'not_found' | 'unavailable') => ({
    alerts: {
      async get(alertId: string) {
        if (alertId === 'one') return alert;
        throw new WattletError(code, `no alert ${alertId}`);
      },
    },
  });
  assert.equal(await findAlert(knowing('not_found'), 'one', { signal }), alert);
  assert.equal(await findAlert(knowing('not_found'), 'two', { signal }), undefined);
  await assert.rejects(findAlert(knowing('unavailable'), 'two', { signal }), /no alert two/);
});
