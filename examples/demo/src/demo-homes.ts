import { ensureMeters, type PlayedMeter, type SimulatedHome } from '@wattlet/server/simulator';
import type { DemoAccount } from './demo-accounts.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** Where the homes are. */
export const HOME_ZONE = 'Europe/Athens';

/** Something that draws much for a while, and is not in the usual day of the home. */
interface Burst {
  readonly watts: number;
  readonly minutes: number;
}

/** A home of a demo customer, as its meter and its simulation need it. */
export interface Home extends SimulatedHome {
  readonly name: string;
  readonly address: string;
  readonly limitKwh: number;
  readonly burst: Burst;
}

/** Those of the subscriber. Each burst passes the limit of its home within the first nine minutes of an hour. */
export const HOMES: readonly Home[] = [
  {
    ...{ profile: 'household', seed: 20, number: 1, limitKwh: 2 },
    ...{ name: 'Apartment in town (simulated)', address: 'Made up, Athens' },
    // A flow heater, and two who take a shower.
    burst: { watts: 21_000, minutes: 8 },
  },
  {
    ...{ profile: 'ev', seed: 20, number: 2, limitKwh: 3 },
    ...{ name: 'House with a car (simulated)', address: 'Made up, Marousi' },
    // A charging station of three phases.
    burst: { watts: 22_000, minutes: 20 },
  },
  {
    ...{ profile: 'pv', seed: 20, number: 3, limitKwh: 1.8 },
    ...{ name: 'Cottage with solar panels (simulated)', address: 'Made up, Nafplio' },
    // A sauna.
    burst: { watts: 18_000, minutes: 9 },
  },
];

/** That of the utility's customer. */
export const UTILITY_HOMES: readonly Home[] = [
  {
    ...{ profile: 'household', seed: 20, number: 4, limitKwh: 2 },
    ...{ name: 'House by the sea (simulated)', address: 'Made up, Volos' },
    // A flow heater.
    burst: { watts: 18_000, minutes: 8 },
  },
];

const HOMES_OF: Partial<Record<DemoAccount['what'], readonly Home[]>> = {
  subscriber: HOMES,
  'customer of the utility': UTILITY_HOMES,
};

/** A home with its meter. */
export interface DemoMeter extends Home {
  readonly meterId: string;
  readonly last: PlayedMeter['last'];
}

/** Makes the meters of those who have homes, or finds them again. */
export async function ensureDemoMeters(node: Node, accounts: readonly DemoAccount[]): Promise<DemoMeter[]> {
  const meters: DemoMeter[] = [];
  for (const account of accounts) {
    const homes = HOMES_OF[account.what];
    if (homes) meters.push(...(await ensureHomes(node, homes, account)));
  }
  return meters;
}

type Node = Parameters<typeof ensureMeters>[0];

async function ensureHomes(
  node: Node,
  homes: readonly Home[],
  { email, siteId }: DemoAccount,
): Promise<DemoMeter[]> {
  const header =
    'serial,name,address,time_zone,kind,interval_minutes,hourly_limit_kwh,warning_percent,owner_email';
  const lines = homes.map(
    ({ number, name, address, limitKwh }) =>
      `SIM-DEMO-${number},${name},"${address}",${HOME_ZONE},register,60,${limitKwh},80,${email}`,
  );
  const meters = await ensureMeters(node, [header, ...lines].join('\n'), siteId);
  return meters.map(({ meterId, last }, index) => {
    const home = homes[index];
    if (!home) throw new Error(`there are more meters than homes: ${meterId}`);
    return { ...home, meterId, last };
  });
}

/** When a burst has passed its limit, after the start of its hour. A little later the hour before is no news any more. */
const PASSED_MS = 9 * MS_PER_MINUTE;

/** The hour of the first bursts for who starts at a time: the newest one whose burst is an alert by then, or within a minute. */
export function firstBurstHour(now: number): number {
  return Math.floor((now - PASSED_MS) / MS_PER_HOUR) * MS_PER_HOUR;
}

/** An interval of time, and the hour of the first bursts, in epoch milliseconds. */
export interface BurstTime {
  readonly at: number;
  readonly intervalMs: number;
  readonly firstHour: number;
}

/**
 * What a home draws beside its usual day in the interval that ends at a time, in watt-hours. Every hour it is another
 * home's turn: what passed its limit is below it in the hours after that, so that the next time is another alert.
 */
export function burstWattHours({ burst, number }: Home, { at, intervalMs, firstHour }: BurstTime): number {
  const start = Math.floor((at - 1) / MS_PER_HOUR) * MS_PER_HOUR;
  const turn = (start - firstHour) / MS_PER_HOUR;
  if (turn < 0 || turn % HOMES.length !== (number - 1) % HOMES.length) return 0;
  const overlapMs = Math.min(at, start + burst.minutes * MS_PER_MINUTE) - Math.max(at - intervalMs, start);
  return Math.round((burst.watts * Math.max(0, overlapMs)) / MS_PER_HOUR);
}
