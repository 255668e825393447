import { audit } from '../accounts/audit.ts';
import { requireSite } from '../accounts/manage-users.ts';
import type { EventBus } from '../platform/bus/event-bus.ts';
import { executeIn } from '../platform/bus/execute-in.ts';
import { hasCode } from '../platform/has-code.ts';
import type { Sql, Transaction } from '../platform/postgres/database.ts';
import { alreadyExists } from '../rpc/errors.ts';
import { meterClock } from './meter-clock.ts';
import { intakeMeter } from './meter-directory.ts';
import { LOCK_METERS_ALONE } from './meter-lock.ts';
import { accountOfOwner, type MeterOwner } from './meter-owner.ts';
import type { MeterRow } from './meter-row.ts';
import {
  assignMeter,
  deleteMeter,
  findMeter,
  insertMeter,
  type MeterChanges,
  type NewMeter,
  takenMeterIds,
  updateMeter,
} from './meter-store.ts';
import { type MeterManager, unknownMeter } from './meter-view.ts';
import { publishHours } from './publish-hours.ts';
import { rebuildHours } from './rebuild-hours.ts';

const UNIQUE_VIOLATION = '23505';

/** What changes of meters work with. */
export interface MeterChangeParts {
  readonly sql: Sql;
  readonly bus: Pick<EventBus, 'publish'>;
  /** The current time. */
  readonly now: () => Date;
}

/**
 * Makes a meter.
 *
 * @throws ConnectError `not_found` for a site or an owner that is not there, `already_exists` for a serial or an id that is.
 */
export async function addMeter(
  sql: Sql,
  { owner, ...meter }: Omit<NewMeter, 'ownerId'> & { readonly owner: MeterOwner },
  manager: MeterManager,
): Promise<MeterRow> {
  const { siteId, serial } = meter;
  const chosen = meter.meterId === undefined ? [] : [meter.meterId];
  return takingSerial(serial, () =>
    sql.begin(async (tx) => {
      const [taken] = await takenMeterIds(tx, chosen);
      if (taken !== undefined) throw idTaken(taken);
      await requireSite(tx, siteId);
      const row = await insertMeter(tx, { ...meter, ownerId: await accountOfOwner(tx, siteId, owner) });
      const target = { siteId, meterId: row.meter_id };
      await audit(tx, { target, actorId: manager.actorId, action: 'meter.created' });
      return row;
    }),
  );
}

/**
 * Changes a meter. Its alerts hear of it at once.
 *
 * @throws ConnectError `not_found`, `already_exists` for a serial that another meter of the site has.
 */
export async function changeMeter(
  { sql, bus, now }: MeterChangeParts,
  { meterId, changes, manager }: { meterId: string; changes: MeterChanges; manager: MeterManager },
): Promise<MeterRow> {
  return takingSerial(changes.serial ?? '', () =>
    sql.begin(async (tx) => {
      if (changes.timeZone !== undefined || changes.serial !== undefined) await tx.unsafe(LOCK_METERS_ALONE);
      const before = await requireMeter(tx, manager, meterId);
      const row = await updateMeter(tx, keyOf(before), changes);
      if (!row) throw unknownMeter(meterId);
      if (row.time_zone !== before.time_zone) await rebuildHours(tx, row);
      const fields = COLUMNS.filter((column) => row[column] !== before[column]);
      const entry = { target: keyOf(row), actorId: manager.actorId, action: 'meter.updated' } as const;
      if (fields.length === 0) return row;
      await audit(tx, { ...entry, detail: { fields } });
      await announceMeter(tx, { bus, now }, row);
      return row;
    }),
  );
}

/**
 * Gives a meter to somebody of its site; undefined takes it back. Its alerts hear of it at once.
 *
 * @throws ConnectError `not_found`
 */
export async function giveMeter(
  { sql, bus, now }: MeterChangeParts,
  { meterId, owner, manager }: { meterId: string; owner: MeterOwner; manager: MeterManager },
): Promise<MeterRow> {
  return sql.begin(async (tx) => {
    await tx.unsafe(LOCK_METERS_ALONE);
    const before = await requireMeter(tx, manager, meterId);
    const ownerId = await accountOfOwner(tx, before.site_id, owner);
    const row = await assignMeter(tx, { ...keyOf(before), ownerId });
    if (!row) throw unknownMeter(meterId);
    const detail = { from: before.owner_id ?? '', to: ownerId ?? '' };
    await audit(tx, { target: keyOf(row), actorId: manager.actorId, action: 'meter.assigned', detail });
    await announceMeter(tx, { bus, now }, row);
    return row;
  });
}

/** Has the alerts of a meter looked at, which go by its limit and its owner. */
async function announceMeter(
  tx: Transaction,
  { bus, now }: Omit<MeterChangeParts, 'sql'>,
  row: MeterRow,
): Promise<void> {
  const clock = meterClock(row.time_zone);
  if (!clock) return;
  const hour = clock.hourOf(now().getTime());
  await publishHours(bus, executeIn(tx), [{ meter: intakeMeter(row, clock), hour }]);
}

/** Deletes a meter with its readings. @throws ConnectError `not_found` */
export async function removeMeter(
  sql: Sql,
  { meterId, manager }: { meterId: string; manager: MeterManager },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(LOCK_METERS_ALONE);
    const row = await requireMeter(tx, manager, meterId);
    await deleteMeter(tx, keyOf(row));
    await audit(tx, { target: keyOf(row), actorId: manager.actorId, action: 'meter.deleted' });
  });
}

/** The meter, if the manager manages it. @throws ConnectError `not_found` */
export async function requireMeter(
  tx: Transaction,
  manager: MeterManager,
  meterId: string,
): Promise<MeterRow> {
  const row = await findMeter(tx, manager, meterId);
  if (row) return row;
  throw unknownMeter(meterId);
}

/** What an update may change, as the log calls it. */
const COLUMNS = ['name', 'serial', 'address', 'time_zone', 'hourly_limit', 'warning_percent'] as const;

const keyOf = (row: Pick<MeterRow, 'site_id' | 'meter_id'>) => ({
  siteId: row.site_id,
  meterId: row.meter_id,
});

const idTaken = (meterId: string) =>
  alreadyExists({
    field: 'meter_id',
    reason: 'METER_ID_TAKEN',
    description: `there is a meter ${meterId} already`,
  });

/** Turns the database's word about a serial that is taken into that of the contract. */
export async function takingSerial<Result>(serial: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, UNIQUE_VIOLATION)) throw error;
    const description = `there is a meter ${serial} on this site already`;
    throw alreadyExists({ field: 'serial', reason: 'SERIAL_TAKEN', description });
  }
}
