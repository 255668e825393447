import type { Transaction } from '../platform/postgres/database.ts';
import { readExchangesOf } from './exchange-store.ts';
import { HourDeltas } from './hour-deltas.ts';
import { addToHoursSeldom } from './hour-store.ts';
import { MeterClocks } from './meter-clock.ts';
import { type IntakeMeter, type IntakeMeterRow, intakeMeter } from './meter-directory.ts';
import { RegisterLine } from './register-line.ts';

/** So many readings are in memory at once. */
const PORTION = 5_000;

/**
 * Reckons the totals of a meter anew from its readings, as its clock has changed. Totals from before the first kept
 * reading stay as they are. The caller holds the lock of the meters.
 */
export async function rebuildHours(tx: Transaction, row: IntakeMeterRow): Promise<void> {
  const meter = intakeMeter(row, new MeterClocks().ofMeter(row));
  const [first] = await tx<{ at: Date }[]>`
    select at from reading where site_id = ${meter.siteId} and meter_id = ${meter.meterId} order by at limit 1`;
  if (!first) return;
  await tx`
    delete from hour_total
    where site_id = ${meter.siteId} and meter_id = ${meter.meterId} and hour >= ${first.at}::timestamptz - interval '1 hour'`;
  const exchanges = await readExchangesOf(tx, meter);
  const line = new RegisterLine(meter, [], exchanges);
  for await (const portion of portionsOf(tx, meter)) {
    const deltas = new HourDeltas();
    for (const { at, watt_hours } of portion) {
      const time = at.getTime();
      const wattHours = Number(watt_hours);
      if (meter.kind === 'register') {
        line.put({ at: time, wattHours }, deltas);
        line.forgetBefore(time);
      } else {
        deltas.add(meter, meter.clock.hourOf(time - 1), { wattHours, minutes: meter.intervalMinutes });
        deltas.taken(meter, time);
      }
    }
    await addToHoursSeldom(tx, deltas.sorted());
  }
}

/** All readings of a meter in the order of their times. Not by a cursor, beside which its connection runs nothing else. */
async function* portionsOf(tx: Transaction, { siteId, meterId }: IntakeMeter) {
  let last = new Date(0);
  for (;;) {
    const portion = await tx<{ at: Date; watt_hours: bigint }[]>`
      select at, watt_hours from reading
      where site_id = ${siteId} and meter_id = ${meterId} and at > ${last} order by at limit ${PORTION}`;
    yield portion;
    const end = portion.at(-1);
    if (portion.length < PORTION || end === undefined) return;
    last = end.at;
  }
}
