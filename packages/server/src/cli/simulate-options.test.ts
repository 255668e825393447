import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GivenOptions, readSimulateOptions } from './simulate-options.ts';

const GIVEN: GivenOptions = {
  ...{ meters: '10', speed: '60x', profile: 'ev', via: 'amqp', seed: '1', since: '24h', interval: '15' },
  ...{ late: '1%', duplicate: '0%', corrupt: '0.1%', timeZone: 'Europe/Athens' },
};

test('options are taken as they are meant', () => {
  const { clock, ...read } = readSimulateOptions({ ...GIVEN, readings: '500' });
  assert.deepEqual(read, {
    ...{
      meters: 10,
      speed: 60,
      profile: 'ev',
      via: 'amqp',
      seed: 1,
      sinceMs: 86_400_000,
      intervalMinutes: 15,
    },
    disturbance: { late: 0.01, duplicate: 0, corrupt: 0.001 },
    ...{ timeZone: 'Europe/Athens', readings: 500, site: undefined },
  });
  assert.equal(clock(Date.UTC(2026, 0, 1)), 7_200_000);
  assert.equal(readSimulateOptions({ ...GIVEN, speed: '0.5' }).speed, 0.5);
  assert.equal(readSimulateOptions({ ...GIVEN, since: '0m' }).sinceMs, 0);
});

test('an option that cannot be meant is named', () => {
  const wrong: Partial<GivenOptions>[] = [
    ...[{ meters: '0' }, { meters: '1e3' }, { meters: '200001' }, { speed: '0x' }, { speed: 'fast' }],
    ...[{ profile: 'castle' }, { via: 'mqtt' }, { late: '1' }, { duplicate: '101%' }, { corrupt: '-1%' }],
    ...[{ seed: '-1' }, { since: '24' }, { since: '1w' }, { interval: '7' }, { interval: '0' }],
    ...[{ timeZone: 'Mars/Olympus' }, { readings: '0' }, { site: 'mine' }],
  ];
  for (const one of wrong) {
    const [name = ''] = Object.keys(one);
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    assert.throws(
      () => readSimulateOptions({ ...GIVEN, ...one }),
      new RegExp(`^UsageError: ${option} is `),
      option,
    );
  }
});
