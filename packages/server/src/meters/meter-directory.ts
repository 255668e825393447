import type pg from 'pg';
import { isUuid } from '../platform/uuid.ts';
import { type MeterClock, MeterClocks } from './meter-clock.ts';
import { MeterSerials } from './meter-serials.ts';

/** Most meters that are kept in memory: some 20 MB. */
const MOST_METERS = 50_000;

/** What intake must know of a meter. */
export interface IntakeMeter {
  readonly siteId: string;
  readonly meterId: string;
  /** The two ids as bytes. */
  readonly siteBytes: Uint8Array;
  readonly meterBytes: Uint8Array;
  readonly ownerId: string | undefined;
  readonly clock: MeterClock;
  /** What its readings say: the energy of an interval, or a register. */
  readonly kind: 'interval' | 'register';
  readonly intervalMinutes: number;
  /** The register starts over at so many watt-hours; 0 where it never does. */
  readonly registerModulus: number;
}

/** What intake must know, as it is stored. */
export interface IntakeMeterRow {
  readonly site_id: string;
  readonly meter_id: string;
  readonly owner_id: string | null;
  readonly time_zone: string;
  readonly kind: IntakeMeter['kind'];
  readonly interval_minutes: number;
  readonly register_modulus: bigint;
}

/** The meters by how readings name them, as far as they were asked for; the longest known are forgotten first. */
export class MeterDirectory {
  readonly #meters = new Map<string, IntakeMeter>();
  readonly #serials = new MeterSerials();
  readonly #clocks = new MeterClocks();
  #version: string | undefined;

  /**
   * Forgets what was known of another version of the meters. The version is read under the lock that whoever
   * changes meters holds alone.
   */
  use(version: string): void {
    if (version !== this.#version) {
      this.#meters.clear();
      this.#serials.clear();
    }
    this.#version = version;
  }

  /** Those of these meters that there are, by the names of `meterName`, looked up as far as needed. */
  async find(client: pg.Client, names: ReadonlySet<string>): Promise<ReadonlyMap<string, IntakeMeter>> {
    const ids = await this.#serials.find(client, names);
    if (ids.size === 0) return this.#findIds(client, names);
    const known = await this.#findIds(client, new Set([...names, ...ids.values()]));
    const found = new Map(known);
    for (const [name, meterId] of ids) {
      const meter = known.get(meterId);
      if (meter) found.set(name, meter);
    }
    return found;
  }

  async #findIds(client: pg.Client, meterIds: Iterable<string>): Promise<ReadonlyMap<string, IntakeMeter>> {
    const found = new Map<string, IntakeMeter>();
    const missing = new Set<string>();
    for (const meterId of meterIds) {
      const meter = this.#meters.get(meterId);
      if (meter) found.set(meterId, meter);
      else if (isUuid(meterId)) missing.add(meterId);
    }
    if (missing.size === 0) return found;
    const { rows } = await client.query<IntakeMeterRow>({
      name: 'meters',
      text: `select site_id, meter_id, owner_id, time_zone, kind, interval_minutes, register_modulus
             from meter where meter_id = any($1::uuid[])`,
      values: [[...missing]],
    });
    for (const row of rows) {
      const meter = intakeMeter(row, this.#clocks.ofMeter(row));
      found.set(meter.meterId, meter);
      this.#keep(meter);
    }
    return found;
  }

  #keep(meter: IntakeMeter): void {
    if (this.#meters.size >= MOST_METERS) {
      const [oldest] = this.#meters.keys();
      if (oldest !== undefined) this.#meters.delete(oldest);
    }
    this.#meters.set(meter.meterId, meter);
  }
}

/** What intake must know of a stored meter. */
export const intakeMeter = (row: IntakeMeterRow, clock: MeterClock): IntakeMeter => ({
  siteId: row.site_id,
  meterId: row.meter_id,
  siteBytes: uuidBytes(row.site_id),
  meterBytes: uuidBytes(row.meter_id),
  ownerId: row.owner_id ?? undefined,
  clock,
  kind: row.kind,
  intervalMinutes: row.interval_minutes,
  registerModulus: Number(row.register_modulus),
});

const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
