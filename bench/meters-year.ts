import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { createContextValues, createHandlerContext } from '@connectrpc/connect';
import { principalKey } from '../packages/server/src/access/principal-key.ts';
import {
  ConsumptionStep,
  GetConsumptionRequestSchema,
  GetConsumptionResponseSchema,
  MeterService,
} from '../packages/server/src/gen/wattlet/v1/meter_pb.js';
import { consumptionMethods } from '../packages/server/src/meters/service-consumption.ts';
import {
  type MeterFixture,
  openMeterFixture,
  reading,
} from '../packages/server/src/meters/testing/meter-fixture.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { medianMs } from './rounds.ts';

const ZONE = 'Europe/Athens';
/** A year of that zone. */
const YEAR = { from: new Date('2024-12-31T22:00:00Z'), to: new Date('2025-12-31T22:00:00Z') };
const MS_PER_QUARTER = 900_000;
const MS_PER_HOUR = 3_600_000;
const BATCH = 960;
/** Meters beside the one that is read, with as many readings each. */
const NEIGHBOURS = 4;
/** A read takes milliseconds: several of them are one measurement. */
const READS = 5;

/**
 * `meters.year`: what a meter of quarter hours consumed in a year, by day, from the database to the bytes of the answer;
 * beside SQL that sums up its readings by `date_trunc`; also beside the same over the totals of hours.
 */
export async function run(): Promise<BenchRow[]> {
  await using fixture = await openMeterFixture();
  fixture.now = YEAR.to;
  const { sql } = fixture;
  const meterIds: string[] = [];
  for (let meter = 0; meter <= NEIGHBOURS; meter++) meterIds.push(await fillYear(fixture));
  const meterId = meterIds[2] ?? '';
  await sql`vacuum analyze reading`;
  await sql`vacuum analyze hour_total`;
  const read = consumptionReader(fixture, meterId);
  const overHours = async () =>
    JSON.stringify(
      await sql`
    select date_trunc('day', hour, ${ZONE}) as day, sum(watt_hours) as watt_hours, sum(known_minutes)::int as minutes
    from hour_total
    where site_id = (select site_id from meter where meter_id = ${meterId}) and meter_id = ${meterId}
      and hour >= ${YEAR.from} and hour < ${YEAR.to}
    group by 1 order by 1`,
    );
  const overReadings = async () =>
    JSON.stringify(
      await sql`
    select date_trunc('day', at - interval '1 microsecond', ${ZONE}) as day, sum(watt_hours) as watt_hours, count(*)::int as readings
    from reading
    where site_id = (select site_id from meter where meter_id = ${meterId}) and meter_id = ${meterId}
      and at > ${YEAR.from} and at <= ${YEAR.to}
    group by 1 order by 1`,
    );
  const ms = await medianMs({
    read: { run: () => repeat(read) },
    overHours: { run: () => repeat(overHours) },
    overReadings: { run: () => repeat(overReadings) },
  });
  const hours = (YEAR.to.getTime() - YEAR.from.getTime()) / MS_PER_HOUR;
  return [
    atMost(0.5, {
      id: 'meters.year',
      value: ms.read / READS,
      unit: 'ms',
      peer: 'date_trunc over the readings, by postgres.js and JSON.stringify',
      peer_value: ms.overReadings / READS,
      note: `${hours * 4} readings; date_trunc over the totals of their ${hours} hours takes ${(ms.overHours / READS).toFixed(1)} ms`,
    }),
  ];
}

async function repeat(read: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < READS; count++) await read();
}

async function fillYear(fixture: MeterFixture): Promise<string> {
  const meterId = await fixture.makeMeter({ timeZone: ZONE, hourlyLimit: 1_500 });
  const intake = fixture.openIntake();
  const times: Date[] = [];
  for (let at = YEAR.from.getTime() + MS_PER_QUARTER; at <= YEAR.to.getTime(); at += MS_PER_QUARTER)
    times.push(new Date(at));
  for (let first = 0; first < times.length; first += BATCH) {
    const batch = times.slice(first, first + BATCH);
    await intake.take(batch.map((at, index) => reading(meterId, at, 100 + ((first + index) % 700))));
  }
  return meterId;
}

function consumptionReader({ sql }: MeterFixture, meterId: string): () => Promise<Uint8Array> {
  const { getConsumption } = consumptionMethods({ sql });
  const request = create(GetConsumptionRequestSchema, {
    meterId,
    step: ConsumptionStep.DAY,
    range: { from: timestampFromDate(YEAR.from), to: timestampFromDate(YEAR.to) },
  });
  return async () => {
    const context = createHandlerContext({
      service: MeterService,
      method: MeterService.method.getConsumption,
      protocolName: 'connect',
      requestMethod: 'POST',
      url: 'http://localhost/wattlet.v1.MeterService/GetConsumption',
      contextValues: createContextValues().set(principalKey, { kind: 'operator' }),
    });
    const answer = await getConsumption(request, context);
    return toBinary(GetConsumptionResponseSchema, create(GetConsumptionResponseSchema, answer));
  };
}
