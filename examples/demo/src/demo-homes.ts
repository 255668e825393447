import { ensureMeters, type PlayedMeter, type SimulatedMeter } from '@wattlet/server/simulator';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** Where the homes are. */
export const HOME_ZONE = 'Europe/Athens';

/** Something that draws much for a while, and is not in the usual day of the home. */
interface Burst {
  readonly watts: number;
  readonly minutes: number;
}

/** A home of the demo customer, as its meter and its simulation need it. */
interface Home extends Pick<SimulatedMeter, 'profile'> {
  readonly name: string;
  readonly address: string;
  readonly limitKwh: number;
  readonly burst: Burst;
}

/** Each burst passes the limit of its home within the first ten minutes of an hour. */
const HOMES: readonly Home[] = [
  {
    name: 'Flat in town (simulated)',
    address: 'Made up, Athens',
    profile: 'household',
    limitKwh: 2,
    // A flow heater, and two who take a shower.
    burst: { watts: 21_000, minutes: 8 },
  },
  {
    name: 'House with a car (simulated)',
    address: 'Made up, Marousi',
    profile: 'ev',
    limitKwh: 3,
    // A charging station of three phases.
    burst: { watts: 22_000, minutes: 20 },
  },
  {
    name: 'Cottage with solar panels (simulated)',
    address: 'Made up, Nafplio',
    profile: 'pv',
    limitKwh: 1.8,
    // A sauna.
    burst: { watts: 18_000, minutes: 9 },
  },
];

/** A meter of the demo customer with the home behind it. */
export interface DemoMeter extends SimulatedMeter {
  readonly last: PlayedMeter['last'];
  readonly burst: Burst;
}

/** Makes the meters of the customer with this address, or finds them again. */
export async function ensureDemoMeters(
  node: Parameters<typeof ensureMeters>[0],
  ownerEmail: string,
): Promise<DemoMeter[]> {
  const header =
    'serial,name,address,time_zone,kind,interval_minutes,hourly_limit_kwh,warning_percent,owner_email';
  const lines = HOMES.map(
    ({ name, address, limitKwh }, index) =>
      `SIM-DEMO-${index + 1},${name},"${address}",${HOME_ZONE},register,60,${limitKwh},80,${ownerEmail}`,
  );
  const meters = await ensureMeters(node, [header, ...lines].join('\n'));
  return HOMES.flatMap(({ profile, burst }, index) => {
    const meter = meters[index];
    return meter
      ? [{ meterId: meter.meterId, last: meter.last, profile, burst, seed: 20, number: index + 1 }]
      : [];
  });
}

/**
 * What a home draws beside its usual day in the interval that ends at a time, in watt-hours. Every hour it is another
 * home's turn: what passed its limit is below it in the hours after that, so that the next time is another alert.
 *
 * @param at epoch milliseconds
 */
export function burstWattHours({ burst, number }: DemoMeter, at: number, intervalMs: number): number {
  const hour = Math.floor((at - 1) / MS_PER_HOUR);
  if (hour % HOMES.length !== number - 1) return 0;
  const start = hour * MS_PER_HOUR;
  const overlapMs = Math.min(at, start + burst.minutes * MS_PER_MINUTE) - Math.max(at - intervalMs, start);
  return Math.round((burst.watts * Math.max(0, overlapMs)) / MS_PER_HOUR);
}
