import type { ChatSettings } from '@wattlet/sdk';
import { MAX_MESSAGE_CHARACTERS, messageLength } from '@wattlet/sdk/chat';

/** Hours of a day as fields hold them: `09:30`. Until midnight is `00:00`. */
export interface HoursDraft {
  readonly from: string;
  readonly to: string;
}

/** A day with other hours than its weekday; one without hours is closed. */
export interface DayDraft extends HoursDraft {
  /** As `2026-12-24`; empty until one was picked. */
  readonly date: string;
  readonly isClosed: boolean;
}

/** Settings of a chat while they are changed. */
export interface SetupDraft {
  readonly timeZone: string;
  readonly isAlwaysOpen: boolean;
  /** Hours of Monday to Sunday; several of a day where there is a break. */
  readonly week: readonly (readonly HoursDraft[])[];
  readonly days: readonly DayDraft[];
  readonly awayReply: string;
  readonly anonymous: boolean;
  readonly typingPreview: boolean;
  /** As it was typed. */
  readonly retentionDays: string;
}

/** What is wrong with a draft: `hours 0 1` for the second hours of Monday, `day 2` for the third other day. */
export type SetupProblem =
  | `hours ${number} ${number}`
  | `day ${number}`
  | 'zone'
  | 'week'
  | 'retention'
  | 'reply';

const MINUTES_PER_DAY = 24 * 60;
const LONGEST_RETENTION_DAYS = 3650;
const DAYTIME: HoursDraft = { from: '09:00', to: '17:00' };

/** Monday to Friday, nine to five: what somebody begins with who has no hours yet. */
export const OFFICE_WEEK: SetupDraft['week'] = Array.from({ length: 7 }, (_, day) =>
  day < 5 ? [DAYTIME] : [],
);

/** The settings as fields hold them. */
export function draftOf(settings: ChatSettings): SetupDraft {
  const { timeZone, awayReply, anonymous, typingPreview, retentionDays } = settings;
  const week = Array.from({ length: 7 }, (_, day) =>
    settings.openingHours.filter(({ dayOfWeek }) => dayOfWeek === day + 1).map(hoursDraft),
  );
  const days = settings.exceptions.map((exception) => {
    const isClosed = exception.toMinute === 0;
    return { date: exception.date, isClosed, ...(isClosed ? DAYTIME : hoursDraft(exception)) };
  });
  return {
    ...{ timeZone, awayReply, anonymous, typingPreview, week, days },
    isAlwaysOpen: settings.openingHours.length === 0,
    retentionDays: String(retentionDays),
  };
}

/** What has to be mended before it can be stored. */
export function problemsOf(draft: SetupDraft): ReadonlySet<SetupProblem> {
  const problems = new Set<SetupProblem>();
  if (!isTimeZone(draft.timeZone.trim())) problems.add('zone');
  if (!draft.isAlwaysOpen) {
    if (draft.week.every((hours) => hours.length === 0)) problems.add('week');
    draft.week.forEach((hours, day) => {
      hours.forEach((one, index) => {
        if (!areHours(one)) problems.add(`hours ${day} ${index}`);
      });
    });
  }
  draft.days.forEach((day, index) => {
    if (day.date === '' || !(day.isClosed || areHours(day))) problems.add(`day ${index}`);
  });
  if (!/^\d{1,4}$/.test(draft.retentionDays) || Number(draft.retentionDays) > LONGEST_RETENTION_DAYS)
    problems.add('retention');
  if (messageLength(draft.awayReply) > MAX_MESSAGE_CHARACTERS) problems.add('reply');
  return problems;
}

/** The settings of a draft without problems. */
export function settingsOf(draft: SetupDraft): ChatSettings {
  const { timeZone, awayReply, anonymous, typingPreview, retentionDays } = draft;
  const week = draft.isAlwaysOpen ? [] : draft.week;
  return {
    ...{ timeZone: timeZone.trim(), awayReply: awayReply.trim(), anonymous, typingPreview },
    retentionDays: Number(retentionDays),
    openingHours: week.flatMap((hours, day) =>
      hours.map((one) => ({ dayOfWeek: day + 1, ...minutesOf(one) })),
    ),
    exceptions: draft.days
      .map(({ date, isClosed, ...hours }) => ({
        date,
        ...(isClosed ? { fromMinute: 0, toMinute: 0 } : minutesOf(hours)),
      }))
      .toSorted((a, b) => a.date.localeCompare(b.date) || a.fromMinute - b.fromMinute),
  };
}

/** Hours to begin with on a day that has some: after the last ones, where there is room. */
export function nextHours(hours: readonly HoursDraft[]): HoursDraft {
  const last = hours.at(-1);
  const end = last ? minutesOf(last).toMinute : 0;
  if (!last || end > 22 * 60) return DAYTIME;
  return { from: clockOf(end + 60), to: clockOf(Math.min(end + 120, MINUTES_PER_DAY)) };
}

/** As `Europe/Athens`; an offset such as `+02:00` is none, as its clocks do not change. */
function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

function hoursDraft({ fromMinute, toMinute }: { readonly fromMinute: number; readonly toMinute: number }) {
  return { from: clockOf(fromMinute), to: clockOf(toMinute) };
}

function areHours(hours: HoursDraft): boolean {
  const { fromMinute, toMinute } = minutesOf(hours);
  return fromMinute < toMinute;
}

function minutesOf({ from, to }: HoursDraft): { readonly fromMinute: number; readonly toMinute: number } {
  return { fromMinute: minuteOf(from), toMinute: to === '00:00' ? MINUTES_PER_DAY : minuteOf(to) };
}

/** NaN for what is not a time. */
function minuteOf(clock: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(clock) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

function clockOf(minute: number): string {
  const part = (number: number) => String(number).padStart(2, '0');
  return `${part(Math.floor(minute / 60) % 24)}:${part(minute % 60)}`;
}
