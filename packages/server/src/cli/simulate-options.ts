import { PROFILES, type Profile } from '../meters/simulator/load-profiles.ts';
import { isUuid } from '../platform/uuid.ts';
import { type ZoneClock, zoneClock } from '../streams/query/zone-clock.ts';
import { UsageError } from './usage-error.ts';

const MOST_METERS = 200_000;
const MOST_SPEED = 1_000_000;
const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The options of `wattlet simulate` as they are given. */
export interface GivenOptions {
  readonly meters: string;
  readonly speed: string;
  readonly profile: string;
  readonly via: string;
  readonly late: string;
  readonly duplicate: string;
  readonly corrupt: string;
  readonly seed: string;
  readonly since: string;
  readonly interval: string;
  readonly timeZone: string;
  readonly readings?: string;
  readonly site?: string;
}

/** What they mean. */
export interface SimulateOptions {
  readonly meters: number;
  readonly speed: number;
  readonly profile: Profile;
  readonly via: 'amqp' | 'rpc';
  readonly disturbance: { readonly late: number; readonly duplicate: number; readonly corrupt: number };
  readonly seed: number;
  /** How long ago the first interval starts, in milliseconds. */
  readonly sinceMs: number;
  readonly intervalMinutes: number;
  readonly timeZone: string;
  readonly clock: ZoneClock;
  readonly readings: number | undefined;
  readonly site: string | undefined;
}

/** @throws UsageError naming the option that cannot be understood. */
export function readSimulateOptions(given: GivenOptions): SimulateOptions {
  const interval = whole('--interval', given.interval, { least: 1, most: 60 });
  if (60 % interval !== 0)
    throw new UsageError(`--interval is ${interval}, it must divide 60 minutes evenly`);
  const clock = zoneClock(given.timeZone);
  if (!clock) throw new UsageError(`--time-zone is ${given.timeZone}, it must be a name like Europe/Athens`);
  if (given.site !== undefined && !isUuid(given.site))
    throw new UsageError(`--site is ${given.site}, it must be the id of a site`);
  const readings = given.readings;
  return {
    meters: whole('--meters', given.meters, { least: 1, most: MOST_METERS }),
    speed: speed(given.speed),
    profile: oneOf('--profile', given.profile, PROFILES),
    via: oneOf('--via', given.via, ['amqp', 'rpc']),
    disturbance: {
      late: share('--late', given.late),
      duplicate: share('--duplicate', given.duplicate),
      corrupt: share('--corrupt', given.corrupt),
    },
    seed: whole('--seed', given.seed, { least: 0, most: 2 ** 31 - 1 }),
    sinceMs: duration('--since', given.since),
    intervalMinutes: interval,
    timeZone: given.timeZone,
    clock,
    readings: readings === undefined ? undefined : whole('--readings', readings, { least: 1, most: 1e12 }),
    site: given.site,
  };
}

function whole(name: string, text: string, { least, most }: { least: number; most: number }): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${name} is ${text}, it must be a whole number from ${least} to ${most}`);
}

function oneOf<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  throw new UsageError(`${name} is ${text}, it may be ${words.join(', ')}`);
}

function speed(text: string): number {
  const value = Number(/^(\d+(?:\.\d+)?)x?$/.exec(text)?.[1]);
  if (value > 0 && value <= MOST_SPEED) return value;
  throw new UsageError(`--speed is ${text}, it must be like 60x, up to ${MOST_SPEED}x`);
}

function share(name: string, text: string): number {
  const percent = Number(/^(\d+(?:\.\d+)?)%$/.exec(text)?.[1]);
  if (percent >= 0 && percent <= 100) return percent / 100;
  throw new UsageError(`${name} is ${text}, it must be like 1% or 0.1%`);
}

function duration(name: string, text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (unit === 'm' || unit === 'h' || unit === 'd') return Number(count) * UNITS[unit];
  throw new UsageError(`${name} is ${text}, it must be like 90m, 24h or 7d`);
}
