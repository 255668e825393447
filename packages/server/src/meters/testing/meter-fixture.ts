import { randomUUID } from 'node:crypto';
import { openPlatform, type Platform } from '../../accounts/open-platform.ts';
import { PLATFORM_SITE_ID } from '../../accounts/platform-site.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { createTestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import type { IncomingReading } from '../reading.ts';
import { ReadingIntake } from '../reading-intake.ts';
import type { ReadingRules } from '../reading-limits.ts';

/** For tests: a meter with what intake looks at; the rest is made up. */
export interface MeterSketch {
  readonly siteId?: string;
  readonly timeZone?: string;
  readonly kind?: 'interval' | 'register';
  readonly intervalMinutes?: number;
  readonly registerModulus?: number;
  readonly hourlyLimit?: number;
}

/** For tests: a platform's database with meters in it, and a clock that stands. */
export interface MeterFixture extends AsyncDisposable {
  readonly url: string;
  readonly platform: Platform;
  readonly sql: Sql;
  /** May be set. */
  now: Date;
  /** Makes an intake, as another process would. */
  openIntake(rules?: Partial<ReadingRules>): ReadingIntake;
  /** Makes a meter and resolves to its id. */
  makeMeter(sketch?: MeterSketch): Promise<string>;
}

/** For tests: opens {@link MeterFixture}. */
export async function openMeterFixture(): Promise<MeterFixture> {
  const database = await createTestDatabase();
  const platform = openPlatform({ url: database.url, log: silentLog });
  await platform.migrate();
  const { sql } = platform.database;
  const fixture: MeterFixture = {
    url: database.url,
    platform,
    sql,
    now: new Date('2026-11-23T12:00:00Z'),
    openIntake: (rules = {}) =>
      new ReadingIntake({
        database: platform.database,
        bus: platform.bus,
        rules: { retentionMonths: 0, ceilingKilowatts: 1_000, ...rules },
        now: () => fixture.now,
      }),
    async makeMeter(sketch = {}) {
      const meterId = randomUUID();
      const { siteId = PLATFORM_SITE_ID, timeZone = 'Europe/Athens', kind = 'interval' } = sketch;
      const { intervalMinutes = 15, registerModulus = 0, hourlyLimit = null } = sketch;
      await sql`
        insert into meter (site_id, meter_id, name, serial, time_zone, kind, interval_minutes, register_modulus, hourly_limit)
        values (${siteId}, ${meterId}, 'Meter', ${meterId}, ${timeZone}, ${kind}, ${intervalMinutes},
          ${BigInt(registerModulus)}, ${hourlyLimit === null ? null : BigInt(hourlyLimit)})`;
      return meterId;
    },
    async [Symbol.asyncDispose]() {
      await platform.close();
      await database[Symbol.asyncDispose]();
    },
  };
  return fixture;
}

/** For tests: a reading as it arrives. */
export function reading(
  meterId: string,
  at: Date | string,
  wattHours: number,
  { revision = 0, source = 'rpc' }: Partial<Pick<IncomingReading, 'revision' | 'source'>> = {},
): IncomingReading {
  const time = new Date(at);
  const body = JSON.stringify({
    meter_id: meterId,
    at: Number.isNaN(time.getTime()) ? null : time,
    kwh: wattHours / 1000,
    revision,
  });
  return { meterId, at: time, wattHours: BigInt(wattHours), revision, source, body };
}
