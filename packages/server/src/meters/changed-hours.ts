import type { HoursChanged, MetersOfHour } from './events.ts';
import type { HourDelta } from './hour-deltas.ts';

const UUID_BYTES = 16;

/** An hour of a meter whose total may have changed. */
export interface ChangedHour {
  readonly siteId: string;
  readonly meterId: string;
  /** Start of the clock hour in the meter's zone, epoch milliseconds. */
  readonly hour: number;
}

/** Hours as an event carries them: those of a site that start together are one entry. */
export function packHours(changed: readonly Pick<HourDelta, 'meter' | 'hour'>[]): HoursChanged {
  const together = new Map<string, { siteId: string; hour: number; ids: Uint8Array[] }>();
  for (const { meter, hour } of changed) {
    const key = `${meter.siteId} ${hour}`;
    const entry = together.get(key);
    if (entry) entry.ids.push(meter.meterBytes);
    else together.set(key, { siteId: meter.siteId, hour, ids: [meter.meterBytes] });
  }
  const hours = Array.from(together.values(), ({ siteId, hour, ids }) => ({
    siteId,
    hour,
    meterIds: Buffer.concat(ids).toString('base64'),
  }));
  return { hours };
}

/** The hours of an event. */
export function unpackHours({ hours }: HoursChanged): ChangedHour[] {
  return hours.flatMap(({ siteId, hour, meterIds }) =>
    idsOf(meterIds).map((meterId) => ({ siteId, meterId, hour })),
  );
}

function idsOf(meterIds: MetersOfHour['meterIds']): string[] {
  const hex = Buffer.from(meterIds, 'base64').toString('hex');
  const ids: string[] = [];
  for (let at = 0; at < hex.length; at += 2 * UUID_BYTES)
    ids.push(
      hex.slice(at, at + 2 * UUID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    );
  return ids;
}
