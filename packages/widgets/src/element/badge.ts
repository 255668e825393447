import type { TimeLabels } from '../chart/time-labels.ts';
import { zoneName } from '../chart/zone-name.ts';
import { strings } from '../element/strings.ts';
import type { ConnectionView } from './connection-controller.ts';

/** The word or two beside the title that say how fresh an element is. */
export interface Badge {
  readonly state: ConnectionView['state'] | 'as-of' | 'stale' | 'past';
  readonly text: string;
}

/** What a badge is made of. */
export interface BadgeInput {
  readonly connection: ConnectionView;
  readonly locale: string;
  /** Set where a past state of knowledge is shown. */
  readonly asOf?: { readonly time: number; readonly labels: TimeLabels } | undefined;
  /** Since when nothing new has come, although it should have; epoch milliseconds. */
  readonly staleSince?: number | undefined;
}

/** The badge of an element: what was asked for first, then what is wrong, then that all is well. */
export function badgeOf({ connection, locale, asOf, staleSince }: BadgeInput): Badge {
  if (asOf) return { state: 'as-of', text: strings.asOf(asOf.labels.zonedInstant(asOf.time)) };
  const { state, since } = connection;
  if (state === 'live' && staleSince !== undefined) {
    return { state: 'stale', text: strings.staleSince(newestTime(staleSince, locale)) };
  }
  switch (state) {
    case 'live':
      return { state, text: strings.live };
    case 'connecting':
      return { state, text: strings.connecting };
    case 'reconnecting':
      return { state, text: strings.reconnecting(clockTime(since, locale)) };
    case 'offline':
      return { state, text: strings.offlineSince(clockTime(since, locale)) };
  }
}

/** Longer ago than this a time of day may be taken for today's. */
const SAME_DAY_MS = 20 * 3_600_000;

/** A time of the reader's own clock, with its day where that may not be this one. */
function newestTime(time: number, locale: string): string {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return clockTime(time, locale, Date.now() - time > SAME_DAY_MS ? day : {});
}

/** A time of the reader's own clock, with its zone: what stands below may be in another one. */
function clockTime(time: number, locale: string, day: Intl.DateTimeFormatOptions = {}): string {
  const format = new Intl.DateTimeFormat(locale, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${format.format(time)} ${zoneName(time, format.resolvedOptions().timeZone)}`;
}
