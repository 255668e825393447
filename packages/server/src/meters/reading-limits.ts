import { MS_PER_HOUR } from './meter-clock.ts';
import type { IntakeMeter } from './meter-directory.ts';
import { MOST_WATT_HOURS, type Rejection, type RejectionReason } from './reading.ts';

/** How far a meter's clock may be ahead of the server's. */
const MOST_AHEAD_MS = 5 * 60_000;

/** Nothing is kept from before this, even where everything is kept. */
const FIRST_TIME = Date.UTC(2000);

/** Registers tell whole watt-hours, clocks are not exact: power is not reckoned over less than this. */
const LEAST_MS = 60_000;

/** What a deployment decides about the readings it takes. */
export interface ReadingRules {
  /** Whole months (UTC) before the present one of which readings are taken and kept; 0 keeps all. */
  readonly retentionMonths: number;
  /** Most power that a meter can plausibly measure; what says more is rejected. */
  readonly ceilingKilowatts: number;
}

/** A rejection, with what is wrong in words. */
export const reject = (reason: RejectionReason, message: string): Rejection => ({
  kind: 'rejected',
  reason,
  message,
});

/** The first instant of which readings are taken. */
export function oldestTaken(now: Date, { retentionMonths }: ReadingRules): number {
  if (retentionMonths === 0) return FIRST_TIME;
  return Math.max(FIRST_TIME, Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - retentionMonths));
}

/** Whether a reading may be of this time. */
export function judgeTime(at: Date, now: Date, rules: ReadingRules): Rejection | undefined {
  const time = at.getTime();
  if (Number.isNaN(time)) return reject('malformed', 'its time is none');
  if (time > now.getTime() + MOST_AHEAD_MS)
    return reject('in-future', `${at.toISOString()} is more than 5 minutes ahead of ${now.toISOString()}`);
  const oldest = oldestTaken(now, rules);
  if (time > oldest) return undefined;
  return reject(
    'too-old',
    `${at.toISOString()} is not after ${new Date(oldest).toISOString()}, where what is kept begins`,
  );
}

/** Whether a meter can show this, whatever it showed before. */
export function judgeEnergy(
  { kind, intervalMinutes, registerModulus }: IntakeMeter,
  wattHours: bigint,
  rules: ReadingRules,
): Rejection | undefined {
  if (wattHours < 0n) return reject('negative', `${wattHours} Wh is less than nothing`);
  if (wattHours > MOST_WATT_HOURS) return reject('absurd', `${wattHours} Wh is more than any meter shows`);
  if (kind === 'interval') return judgePower(Number(wattHours), intervalMinutes * 60_000, rules);
  if (registerModulus === 0 || wattHours < BigInt(registerModulus)) return undefined;
  return reject(
    'absurd',
    `the register starts over at ${registerModulus} Wh, it cannot show ${wattHours} Wh`,
  );
}

/** Whether a meter can consume so much in this time. */
export function judgePower(wattHours: number, ms: number, rules: ReadingRules): Rejection | undefined {
  const kilowatts = (wattHours / 1000) * (MS_PER_HOUR / Math.max(ms, LEAST_MS));
  if (kilowatts <= rules.ceilingKilowatts) return undefined;
  const minutes = Math.round(ms / 60_000);
  return reject(
    'absurd',
    `${wattHours} Wh in ${minutes} minutes is ${Math.round(kilowatts)} kW, more than ${rules.ceilingKilowatts} kW`,
  );
}
