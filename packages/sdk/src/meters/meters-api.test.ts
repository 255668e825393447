import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import { type Timestamp, timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import { type Connection, openConnection } from '../connection.ts';
import {
  ConsumptionStep,
  type CreateMeterRequest,
  type GetConsumptionRequest,
  MeterKind,
  MeterService,
  type Reading,
  ReadingStatus,
  RejectionReason,
  type UpdateMeterRequest,
} from '../gen/wattlet/v1/meter_pb.js';
import { MetersApi } from './meters-api.ts';

const AT = Date.UTC(2026, 2, 3, 14, 15);
const METER = {
  meterId: 'm-1',
  name: 'Heat pump',
  serial: 'S 1',
  address: '',
  timeZone: 'Europe/Athens',
  kind: MeterKind.INTERVAL,
  intervalMinutes: 15,
  hourlyLimitWattHours: 5000n,
  warningPercent: 80,
  createdAt: timestampFromMs(AT),
};

suite('the meters of a client', () => {
  let asked: {
    readings: Reading[];
    consumption: GetConsumptionRequest | undefined;
    created: CreateMeterRequest | undefined;
    updated: UpdateMeterRequest | undefined;
  };
  let meters: MetersApi;

  beforeEach(() => {
    asked = { readings: [], consumption: undefined, created: undefined, updated: undefined };
    const transport = createRouterTransport(({ service }) => {
      service(MeterService, {
        submitReadings: ({ readings }) => {
          asked.readings = readings;
          return {
            results: [
              { status: ReadingStatus.STORED },
              {
                status: ReadingStatus.REJECTED,
                reason: RejectionReason.IN_FUTURE,
                message: 'is an hour ahead',
              },
            ],
          };
        },
        getConsumption: (request) => {
          asked.consumption = request;
          const [from, to] = [timestampFromMs(AT), timestampFromMs(AT + 3_600_000)];
          const value = { from, to, wattHours: 6300n, coveragePerMille: 750, aboveLimitWattHours: 1300n };
          return { meter: METER, values: [value] };
        },
        createMeter: (request) => {
          asked.created = request;
          return { meter: METER };
        },
        updateMeter: (request) => {
          asked.updated = request;
          const { hourlyLimitWattHours: _limit, ...unlimited } = METER;
          return { meter: unlimited };
        },
        getMeter: () => {
          throw new ConnectError('there is no such meter', Code.NotFound);
        },
      });
    });
    const closing = new AbortController().signal;
    const base: Connection = openConnection({ baseUrl: 'http://127.0.0.1:9' });
    meters = new MetersApi({ ...base, closing, transports: { fresh: transport, cacheable: transport } });
  });

  const epochMs = (time: Timestamp | undefined) => time && timestampMs(time);

  test('readings go in with their times in any form, and each is answered for itself', async () => {
    const results = await meters.submit([
      { meterId: 'm-1', at: '2026-03-03T14:15Z', kilowattHours: 0.31 },
      { meterId: 'm-1', at: new Date(AT), kilowattHours: 0.4, revision: 2 },
    ]);
    assert.deepEqual(
      asked.readings.map(({ at, kilowattHours, revision }) => [epochMs(at), kilowattHours, revision]),
      [
        [AT, 0.31, 0],
        [AT, 0.4, 2],
      ],
    );
    assert.deepEqual(results, [
      { status: 'stored' },
      { status: 'rejected', reason: 'in-future', message: 'is an hour ahead' },
    ]);
  });

  test('a time that is none is refused before anything is sent, and named by its place', async () => {
    await assert.rejects(meters.submit([{ meterId: 'm-1', at: 'yesterday', kilowattHours: 1 }]), {
      name: 'WattletError',
      code: 'invalid_argument',
      message: /^readings\[0\]\.at must be/,
    });
    assert.equal(asked.readings.length, 0);
  });

  test('consumption comes in watt-hours with its coverage and what is above the limit', async () => {
    const range = { from: '2026-03-03', to: '2026-03-04' };
    const { meter, values } = await meters.consumption({ meterId: 'm-1', step: 'hour', ...range });
    assert.equal(asked.consumption?.step, ConsumptionStep.HOUR);
    assert.equal(epochMs(asked.consumption?.range?.from), Date.UTC(2026, 2, 3));
    assert.deepEqual(values, [
      {
        from: new Date(AT),
        to: new Date(AT + 3_600_000),
        wattHours: 6300,
        coverage: 0.75,
        aboveLimitWattHours: 1300,
      },
    ]);
    assert.deepEqual(meter, {
      ...{ meterId: 'm-1', name: 'Heat pump', serial: 'S 1', address: '', timeZone: 'Europe/Athens' },
      ...{ kind: 'interval', intervalMinutes: 15, hourlyLimitWattHours: 5000, warningPercent: 80 },
      createdAt: new Date(AT),
    });
  });

  test('a limit is set, taken away by 0, and left alone where it is not named', async () => {
    const { administration } = meters;
    const made = { name: 'Heat pump', serial: 'S 1', timeZone: 'Europe/Athens', kind: 'register' } as const;
    await administration.create({ ...made, hourlyLimitWattHours: 5000 });
    assert.equal(asked.created?.kind, MeterKind.REGISTER);
    assert.equal(asked.created?.hourlyLimitWattHours, 5000n);
    assert.equal(asked.created?.warningPercent, undefined);
    const meter = await administration.update('m-1', { hourlyLimitWattHours: 0 });
    assert.equal(asked.updated?.hourlyLimitWattHours, 0n);
    assert.equal('hourlyLimitWattHours' in meter, false);
    await administration.update('m-1', { name: 'Car' });
    assert.equal(asked.updated?.hourlyLimitWattHours, undefined);
  });

  test('what fails is a WattletError', async () => {
    await assert.rejects(meters.get('m-2'), { name: 'WattletError', code: 'not_found' });
  });
});
