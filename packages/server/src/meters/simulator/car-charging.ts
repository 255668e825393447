import type { SimulatedHome } from './load-profiles.ts';
import type { LocalTime } from './local-time.ts';
import { between, seededRandom } from './seeded-random.ts';

/** Keeps these numbers apart from others of the same home. */
const PURPOSE = { charger: 11, day: 12 } as const;

/** Power of charging stations at home, in watts. */
const CHARGERS = [3_700, 7_400, 11_000] as const;

/** What the car of a home draws, in watts. On most days it comes home in the evening and charges, at times past midnight. */
export function carWatts(home: SimulatedHome, { day, hour }: LocalTime): number {
  const charger = seededRandom(home.seed, home.number, PURPOSE.charger)();
  const watts = CHARGERS[Math.floor(charger * CHARGERS.length)] ?? CHARGERS[0];
  const charges = charging(home, day, watts, hour) || charging(home, day - 1, watts, hour + 24);
  return charges ? watts : 0;
}

/** Whether the charge that begins on a day is under way, `hour` hours after its midnight. */
function charging({ seed, number }: SimulatedHome, day: number, watts: number, hour: number): boolean {
  const random = seededRandom(seed, number, PURPOSE.day, day);
  if (random() < 0.3) return false;
  const from = between(17, 23, random);
  const wattHours = between(6_000, 32_000, random);
  return hour >= from && hour < from + wattHours / watts;
}
