const DAY_MS = 86_400_000;

/** Length of the trial that comes with a new account. */
export const TRIAL_DAYS = 30;

/**
 * How long a subscription runs: until `anchorMonths` calendar months after the anchor (UTC). The anchor stays while
 * the subscription is extended without a break, so that one month and one month are two months, and a term that
 * began on the 31st ends on the 31st again after a February.
 */
export interface SubscriptionTerm {
  readonly anchorAt: Date;
  readonly anchorMonths: number;
  /** First moment that is not covered. */
  readonly endsAt: Date;
}

/** The trial of an account that is made now. */
export function trialTerm(now: Date): SubscriptionTerm {
  const endsAt = new Date(now.getTime() + TRIAL_DAYS * DAY_MS);
  return { anchorAt: endsAt, anchorMonths: 0, endsAt };
}

/** Adds whole calendar months to the later of now and the end. */
export function extendTerm(term: SubscriptionTerm | undefined, months: number, now: Date): SubscriptionTerm {
  const goesOn = term !== undefined && isActive(term.endsAt, now);
  const anchorAt = goesOn ? term.anchorAt : now;
  const anchorMonths = (goesOn ? term.anchorMonths : 0) + months;
  return { anchorAt, anchorMonths, endsAt: addMonths(anchorAt, anchorMonths) };
}

/** True before the end. */
export function isActive(endsAt: Date, now: Date): boolean {
  return now < endsAt;
}

/** Days left, a begun one counted whole; 0 from the end on. */
export function daysLeft(endsAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((endsAt.getTime() - now.getTime()) / DAY_MS));
}

/** The same day (UTC) and time so many months later; the month's last day where it has no such day. */
export function addMonths(date: Date, months: number): Date {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const moved = new Date(date);
  moved.setUTCFullYear(year, month, Math.min(date.getUTCDate(), lastDay));
  return moved;
}
