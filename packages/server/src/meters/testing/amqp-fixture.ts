import { randomUUID } from 'node:crypto';
import { openPlatform } from '../../accounts/open-platform.ts';
import { PLATFORM_SITE_ID } from '../../accounts/platform-site.ts';
import { ConfirmedPublisher } from '../../platform/amqp/confirmed-publisher.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { zoneClock } from '../../streams/query/zone-clock.ts';
import { ReadingIntake } from '../reading-intake.ts';
import { declareReadings, readingsTopology } from '../readings-topology.ts';
import type { SimulatedMeter, SimulatedReading } from '../simulator/simulate-readings.ts';
import { simulateReadings } from '../simulator/simulate-readings.ts';

/** For tests: meters in a database of their own, and what is sent to and stored of them. */
export interface AmqpFixture extends AsyncDisposable {
  readonly url: string;
  readonly sql: Sql;
  readonly intake: ReadingIntake;
  readonly meters: readonly SimulatedMeter[];
  /** What is stored, in one text that can be compared with {@link checksum}. */
  stored(): Promise<string>;
  countStored(): Promise<number>;
  /** The bodies in the list of rejected readings, sorted, with their reasons. */
  rejected(): Promise<{ reason: string; body: string }[]>;
}

/** For tests: opens it with so many interval meters, in an empty database that it takes over. */
export async function openAmqpFixture(count: number, given?: TestDatabase): Promise<AmqpFixture> {
  const database = given ?? (await createTestDatabase());
  const platform = openPlatform({ url: database.url, log: silentLog });
  await platform.migrate();
  const { sql } = platform.database;
  const meters = Array.from({ length: count }, (_, number) => ({
    ...{ meterId: randomUUID(), profile: 'household' as const, seed: 1, number },
  }));
  await sql`
    insert into meter (site_id, meter_id, name, serial, time_zone, kind, interval_minutes)
    select ${PLATFORM_SITE_ID}::uuid, id, 'Meter', id::text, 'Europe/Athens', 'interval', 15
    from unnest(${meters.map(({ meterId }) => meterId)}::uuid[]) id`;
  return {
    url: database.url,
    sql,
    intake: openIntake(platform),
    meters,
    async stored() {
      const [row] = await sql<{ digest: string }[]>`
        select string_agg(concat_ws(' ', meter_id, extract(epoch from at)::bigint, watt_hours), ','
          order by meter_id, at) as digest from reading`;
      return row?.digest ?? '';
    },
    async countStored() {
      const [row] = await sql<{ count: bigint }[]>`select count(*) from reading`;
      return Number(row?.count);
    },
    rejected: async () => [
      ...(await sql<{ reason: string; body: string }[]>`
      select reason, body from rejected_reading order by body collate "C"`),
    ],
    async [Symbol.asyncDispose]() {
      await platform.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** For tests: the intake of a platform, which takes everything up to now. */
export function openIntake({ database, bus }: ReturnType<typeof openPlatform>): ReadingIntake {
  const rules = { retentionMonths: 0, ceilingKilowatts: 100 };
  return new ReadingIntake({ database, bus, rules, now: () => new Date() });
}

/** For tests: what {@link AmqpFixture.stored} says once these, and no others, are stored. */
export function checksum(readings: Iterable<SimulatedReading>): string {
  return Array.from(readings, ({ meterId, at, wattHours }) => ({ meterId, seconds: at / 1000, wattHours }))
    .sort((a, b) => (a.meterId === b.meterId ? a.seconds - b.seconds : a.meterId < b.meterId ? -1 : 1))
    .map(({ meterId, seconds, wattHours }) => `${meterId} ${seconds} ${wattHours}`)
    .join();
}

/** For tests: some hours of readings of all meters, of January 2026. */
export function someReadings(meters: readonly SimulatedMeter[], hours: number): SimulatedReading[] {
  const clock = zoneClock('Europe/Athens');
  if (!clock) throw new Error('this machine knows no Athens');
  const from = Date.UTC(2026, 0, 14);
  return [...simulateReadings(meters, { from, to: from + hours * 3_600_000, intervalMs: 900_000, clock })];
}

/** For tests: a publisher to an exchange of readings. */
export function openProducer(url: string, exchange: string): Promise<ConfirmedPublisher> {
  return ConfirmedPublisher.open({
    ...{ url, exchange, name: 'wattlet test producer', window: 256, confirmMs: 20_000, log: silentLog },
    declare: (model) => declareReadings(model, readingsTopology(exchange)),
  });
}
