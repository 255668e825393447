import { type MeterAdministration, type MetersApi, WattletError } from '@wattlet/sdk';
import type { Sql } from '../../platform/postgres/database.ts';
import type { Profile, SimulatedHome } from './load-profiles.ts';
import type { SimulatedMeter } from './simulate-readings.ts';

/** Most meters of one import, and of one page. */
const MOST_LINES = 2_000;
const PAGE = 200;

/** What of a client the meters of a simulation are found and made by. */
export interface MeterAccess extends Pick<MetersApi, 'list'> {
  readonly administration: Pick<MeterAdministration, 'importCsv'>;
}

/** The meters of a simulation are not there, and whoever asks may not make any. */
export class MetersNotMadeError extends Error {
  override readonly name = 'MetersNotMadeError';
}

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

/**
 * Finds the meters of a simulation by a server's API, and makes those that are not there: sending readings needs less than
 * making meters.
 *
 * @param siteId the site; that of whoever asks unless given
 * @throws MetersNotMadeError if some are not there, and whoever asks may not make them.
 */
export async function ensureMetersByApi(
  meters: MeterAccess,
  { siteId = '', ...options }: SimulatedMetersOptions & { readonly siteId?: string | undefined },
): Promise<SimulatedMeter[]> {
  const homes = namedHomes(options);
  const ids = await findBySerial(meters, { search: serialsOf(options), siteId });
  const missing = homes.filter(({ serial }) => !ids.has(serial));
  const header = 'serial,name,time_zone,kind,interval_minutes';
  for (let from = 0; from < missing.length; from += MOST_LINES) {
    const lines = missing
      .slice(from, from + MOST_LINES)
      .map(({ serial, name }) => `${serial},${name},${options.timeZone},interval,${options.intervalMinutes}`);
    const made = await meters.administration
      .importCsv([header, ...lines].join('\n'), { siteId })
      .catch((error: unknown) => {
        throw isRefusal(error) ? notMade(missing.length, error) : error;
      });
    for (const { serial, status, reason, meterId } of made) {
      if (status === 'bad') throw new Error(`the meter ${serial} cannot be made: ${reason}`);
      if (meterId) ids.set(serial, meterId);
    }
  }
  return withIds(homes, ids);
}

/** The ids of the meters of which something is like the search. */
async function findBySerial(
  meters: Pick<MetersApi, 'list'>,
  asked: { readonly search: string; readonly siteId: string },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let pageToken = '';
  do {
    const page = await meters.list({ ...asked, pageSize: PAGE, pageToken });
    for (const { serial, meterId } of page.meters) ids.set(serial, meterId);
    pageToken = page.nextPageToken ?? '';
  } while (pageToken !== '');
  return ids;
}

const isRefusal = (error: unknown): error is WattletError =>
  error instanceof WattletError && error.code === 'permission_denied';

const notMade = (count: number, cause: WattletError) =>
  new MetersNotMadeError(
    `${count} meters of the simulation are not there, and are not made: ${cause.message}`,
    {
      cause,
    },
  );

/** What the serials of a simulation begin with. */
const serialsOf = ({ profile, seed, intervalMinutes }: Omit<SimulatedMetersOptions, 'count'>): string =>
  `SIM-${profile}-${seed}-${intervalMinutes}-`;

function namedHomes({ count, ...options }: SimulatedMetersOptions): NamedHome[] {
  const { profile, seed } = options;
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const serial = `${serialsOf(options)}${number}`;
    return { profile, seed, number, serial, name: `Simulated ${profile} ${number}` };
  });
}

function withIds(homes: readonly NamedHome[], ids: ReadonlyMap<string, string>): SimulatedMeter[] {
  return homes.map(({ serial, profile, seed, number }) => {
    const meterId = ids.get(serial);
    if (meterId === undefined) throw new Error(`the meter ${serial} was neither made nor found`);
    return { meterId, profile, seed, number };
  });
}
