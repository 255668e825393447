import type { MeterAdministration } from '@wattlet/sdk';
import type { Sql } from '../../platform/postgres/database.ts';
import type { Profile, SimulatedHome } from './load-profiles.ts';
import type { SimulatedMeter } from './simulate-readings.ts';

/** Most meters of one import. */
const MOST_LINES = 2_000;

/** Which homes there are, and how their meters are set. */
export interface SimulatedMetersOptions {
  readonly count: number;
  readonly profile: Profile;
  readonly seed: number;
  readonly intervalMinutes: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** What a meter of a simulation is called, so that everybody sees what it is, and the same one is found again. */
interface NamedHome extends SimulatedHome {
  readonly serial: string;
  readonly name: string;
}

/** Makes the meters of a simulation at a site, or finds them again, in its database. */
export async function ensureMetersOfSite(
  sql: Sql,
  siteId: string,
  options: SimulatedMetersOptions,
): Promise<SimulatedMeter[]> {
  const homes = namedHomes(options);
  const rows = await sql<{ serial: string; meter_id: string }[]>`
    with made as (
      insert into meter (site_id, serial, name, time_zone, kind, interval_minutes)
      select ${siteId}::uuid, serial, name, ${options.timeZone}, 'interval', ${options.intervalMinutes}
      from unnest(${homes.map(({ serial }) => serial)}::text[], ${homes.map(({ name }) => name)}::text[]) as home (serial, name)
      on conflict (site_id, serial) do nothing
      returning serial, meter_id
    )
    select serial, meter_id from made
    union all
    select serial, meter_id from meter where site_id = ${siteId} and serial = any(${homes.map(({ serial }) => serial)})`;
  return withIds(homes, new Map(rows.map((row) => [row.serial, row.meter_id])));
}

/** Makes the meters of a simulation, or finds them again, by a server's API. */
export async function ensureMetersByApi(
  administration: Pick<MeterAdministration, 'importCsv'>,
  options: SimulatedMetersOptions,
): Promise<SimulatedMeter[]> {
  const homes = namedHomes(options);
  const ids = new Map<string, string>();
  const header = 'serial,name,time_zone,kind,interval_minutes';
  for (let from = 0; from < homes.length; from += MOST_LINES) {
    const lines = homes
      .slice(from, from + MOST_LINES)
      .map(({ serial, name }) => `${serial},${name},${options.timeZone},interval,${options.intervalMinutes}`);
    for (const { serial, status, reason, meterId } of await administration.importCsv(
      [header, ...lines].join('\n'),
    )) {
      if (status === 'bad') throw new Error(`the meter ${serial} cannot be made: ${reason}`);
      if (meterId) ids.set(serial, meterId);
    }
  }
  return withIds(homes, ids);
}

function namedHomes({ count, profile, seed, intervalMinutes }: SimulatedMetersOptions): NamedHome[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const of = `${profile}-${seed}-${intervalMinutes}`;
    return { profile, seed, number, serial: `SIM-${of}-${number}`, name: `Simulated ${profile} ${number}` };
  });
}

function withIds(homes: readonly NamedHome[], ids: ReadonlyMap<string, string>): SimulatedMeter[] {
  return homes.map(({ serial, profile, seed, number }) => {
    const meterId = ids.get(serial);
    if (meterId === undefined) throw new Error(`the meter ${serial} was neither made nor found`);
    return { meterId, profile, seed, number };
  });
}
