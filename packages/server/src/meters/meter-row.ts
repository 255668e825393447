import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { MeterKind, type MeterSchema } from '../gen/wattlet/v1/meter_pb.js';
import type { AnySql } from '../platform/postgres/database.ts';

/** A meter as it is stored, with what is shown beside it. */
export interface MeterRow {
  readonly site_id: string;
  readonly meter_id: string;
  readonly name: string;
  readonly serial: string;
  readonly address: string;
  readonly time_zone: string;
  readonly kind: 'interval' | 'register';
  readonly interval_minutes: number;
  readonly register_modulus: bigint;
  readonly hourly_limit: bigint | null;
  readonly warning_percent: number;
  readonly owner_id: string | null;
  /** Since when the owner has it, or nobody; null where nobody had it before. */
  readonly owned_since: Date | null;
  readonly created_at: Date;
  readonly owner_name: string | null;
  /** The site's own id of the owner. */
  readonly owner_subject: string | null;
  readonly last_reading_at: Date | null;
}

/** What selects a {@link MeterRow} from `meter`. */
export const meterColumns = (sql: AnySql) => sql`
  meter.site_id, meter.meter_id, meter.name, meter.serial, meter.address, meter.time_zone, meter.kind,
  meter.interval_minutes, meter.register_modulus, meter.hourly_limit, meter.warning_percent, meter.owner_id,
  meter.owned_since, meter.created_at,
  (select display_name from account
    where account.site_id = meter.site_id and account.account_id = meter.owner_id) as owner_name,
  (select external_subject from account
    where account.site_id = meter.site_id and account.account_id = meter.owner_id) as owner_subject,
  (select last_reading_at from hour_total
    where hour_total.site_id = meter.site_id and hour_total.meter_id = meter.meter_id
    order by hour desc limit 1) as last_reading_at`;

/** A meter for the contract. */
export function meterMessage(row: MeterRow): MessageInitShape<typeof MeterSchema> {
  return {
    meterId: row.meter_id,
    name: row.name,
    serial: row.serial,
    address: row.address,
    timeZone: row.time_zone,
    kind: row.kind === 'interval' ? MeterKind.INTERVAL : MeterKind.REGISTER,
    intervalMinutes: row.interval_minutes,
    registerModulusWattHours: row.register_modulus,
    ...(row.hourly_limit !== null && { hourlyLimitWattHours: row.hourly_limit }),
    warningPercent: row.warning_percent,
    ownerId: row.owner_id ?? '',
    ownerName: row.owner_name ?? '',
    ownerSubject: row.owner_subject ?? '',
    ...(row.owned_since && { ownedSince: timestampFromDate(row.owned_since) }),
    createdAt: timestampFromDate(row.created_at),
    ...(row.last_reading_at && { lastReadingAt: timestampFromDate(row.last_reading_at) }),
  };
}
