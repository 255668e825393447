import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PLATFORM_SITE_ID } from '../../packages/server/src/accounts/platform-site.ts';
import { messageBody } from '../../packages/server/src/meters/simulator/message-body.ts';
import { openProducer } from '../../packages/server/src/meters/testing/amqp-fixture.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';

const LIMIT_MS = 180_000;
const METERS = 20;
const INTERVAL_MS = 900_000;
/** So long ago that in two hours, at four quarters of an hour a second, no reading is ahead of a clock that jumps. */
const AGO_MS = 310 * 24 * 3_600_000;
const PAUSE_MS = 250;

/** Meters whose readings come by RabbitMQ, some twice. One that the broker has confirmed is acknowledged. */
export async function startReadingWriter({ sql, url, history, random }) {
  const meters = Array.from({ length: METERS }, () => randomUUID());
  await sql`
    insert into meter (site_id, meter_id, name, serial, time_zone, kind, interval_minutes)
    select ${PLATFORM_SITE_ID}::uuid, id, 'Meter', id::text, 'Europe/Athens', 'interval', 15
    from unnest(${meters}::uuid[]) id`;
  const producer = await openProducer(url, 'wattlet.readings');
  const stop = new AbortController();
  const underWay = new Set();
  const publish = async (meterId, at, wattHours) => {
    const note = history.invoke({
      log: `meter ${meterId}`,
      id: new Date(at).toISOString(),
      value: wattHours,
    });
    const body = messageBody({ meterId, at, wattHours });
    const copies = random() < 0.05 ? 2 : 1;
    await Promise.all(Array.from({ length: copies }, () => producer.publish(meterId, body)));
    note.ok();
  };
  const writing = (async () => {
    let at = Math.floor((Date.now() - AGO_MS) / INTERVAL_MS) * INTERVAL_MS;
    for (; !stop.signal.aborted; at += INTERVAL_MS) {
      for (const meterId of meters) {
        const published = publish(meterId, at, Math.floor(random() * 1_000)).finally(() =>
          underWay.delete(published),
        );
        published.catch(() => undefined);
        underWay.add(published);
      }
      // What waits has a bound: while the broker is away nothing more is measured.
      while (underWay.size > 10 * METERS && !stop.signal.aborted) await delay(PAUSE_MS);
      await delay(PAUSE_MS);
    }
    await Promise.all(underWay);
  })();
  writing.catch(() => undefined);
  const stored = async () =>
    (await sql`select meter_id, at, watt_hours from reading where meter_id = any(${meters}::uuid[])`).map(
      ({ meter_id: meterId, at, watt_hours: wattHours }) => ({
        log: `meter ${meterId}`,
        id: at.toISOString(),
        value: Number(wattHours),
      }),
    );
  return {
    isUp: () => history.writes.some(({ log, end }) => log.startsWith('meter') && end === 'ok'),
    async finish() {
      stop.abort();
      await writing;
      await producer[Symbol.asyncDispose]();
      const expected = history.writes.filter(({ log }) => log.startsWith('meter')).length;
      // Confirmed is in the queue; what does not come out of it is told by name by the checker.
      await eventually(async () => (await stored()).length >= expected || undefined, LIMIT_MS).catch(
        () => undefined,
      );
    },
    stored,
    /** A reading that counted twice is in no table of readings, but in what was consumed. */
    async problems() {
      const wrong = await sql`
        select meter_id from
          (select meter_id, sum(watt_hours) as total from reading group by meter_id) as readings
          left join (select meter_id, sum(watt_hours) as total from hour_total group by meter_id) as hours
          using (meter_id)
        where meter_id = any(${meters}::uuid[]) and readings.total is distinct from hours.total`;
      const rejected = await sql`select reason, message from rejected_reading limit 10`;
      return [
        ...wrong.map(({ meter_id: id }) => `what meter ${id} consumed is not the sum of its readings`),
        ...rejected.map(({ reason, message }) => `a good reading was rejected as ${reason}: ${message}`),
      ];
    },
  };
}
