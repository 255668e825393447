import { carWatts } from './car-charging.ts';
import { clearSkyShare, heatShare, householdShare } from './load-shapes.ts';
import type { LocalTime } from './local-time.ts';
import { between, seededRandom } from './seeded-random.ts';

/** What can be simulated: a household alone, or with a heat pump, an electric car or solar panels. */
export const PROFILES = ['household', 'heat-pump', 'ev', 'pv'] as const;

export type Profile = (typeof PROFILES)[number];

/** One household among others. */
export interface SimulatedHome {
  readonly profile: Profile;
  /** The same seed and number mean the same home, always. */
  readonly seed: number;
  readonly number: number;
}

/** Keeps what is drawn for different purposes apart. */
const PURPOSE = { home: 1, moment: 2, weather: 3 } as const;

/**
 * What a meter shows that a home draws from the grid on average over a short interval, in watts; never negative: what
 * panels give beyond its own needs is not metered here. Depends on its arguments alone.
 *
 * @param time the middle of the interval
 * @param interval a number of the interval, for what changes from one to the next
 */
export function homeWatts(home: SimulatedHome, time: LocalTime, interval: number): number {
  const own = seededRandom(home.seed, home.number, PURPOSE.home);
  // 1,600 to 6,000 kWh a year; some get up earlier than others.
  const average = between(180, 690, own);
  const shifted = shift(time, between(-1.2, 1.2, own));
  const heat = between(300, 750, own);
  const panels = between(3_000, 9_000, own);
  const moment = seededRandom(home.seed, home.number, PURPOSE.moment, interval);
  const base = average * householdShare(shifted) * between(0.55, 1.45, moment) + appliance(moment);
  switch (home.profile) {
    case 'household':
      return base;
    case 'heat-pump':
      return base + heat * heatShare(shifted) * between(0.8, 1.2, moment);
    case 'ev':
      return base + carWatts(home, time);
    case 'pv':
      return Math.max(0, base - panels * clearSkyShare(time) * sky(home, time, moment()));
  }
}

/** Now and then something that heats is on: a kettle, an oven, a machine. */
function appliance(random: () => number): number {
  return random() < 0.04 ? between(400, 1_800, random) : 0;
}

/** How much of the light of a clear sky comes through: days have their weather, moments their clouds. */
function sky({ seed }: SimulatedHome, { day }: LocalTime, cloud: number): number {
  const weather = seededRandom(seed, PURPOSE.weather, day)();
  return (0.25 + 0.75 * Math.sqrt(weather)) * (0.85 + 0.15 * cloud);
}

function shift(time: LocalTime, hours: number): LocalTime {
  return { ...time, hour: (time.hour + hours + 24) % 24 };
}
