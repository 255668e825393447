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
  /** IANA zone of the times that stand below; the reader's own by default. */
  readonly timeZone?: string | undefined;
  /** Set where a past state of knowledge is shown. */
  readonly asOf?: { readonly time: number; readonly labels: TimeLabels } | undefined;
  /** Since when nothing new has come, although it should have; epoch milliseconds. */
  readonly staleSince?: number | undefined;
}

/** The badge of an element: what was asked for first, then what is wrong, then that all is well. */
export function badgeOf({ connection: { state, since }, asOf, staleSince, ...clock }: BadgeInput): Badge {
  if (asOf) return { state: 'as-of', text: strings.asOf(asOf.labels.zonedInstant(asOf.time)) };
  if (state === 'live' && staleSince !== undefined) {
    return { state: 'stale', text: strings.staleSince(newestTime(staleSince, clock)) };
  }
  switch (state) {
    case 'live':
      return { state, text: strings.live };
    case 'connecting':
      return { state, text: strings.connecting };
    case 'reconnecting':
      return { state, text: strings.reconnecting(clockTime(since, clock)) };
    case 'offline':
      return { state, text: strings.offlineSince(clockTime(since, clock)) };
  }
}

/** Longer ago than this a time of day may be taken for today's. */
const SAME_DAY_MS = 20 * 3_600_000;

type Clock = Pick<BadgeInput, 'locale' | 'timeZone'>;

/** A time with its day where that may not be this one. */
function newestTime(time: number, clock: Clock): string {
  if (Date.now() - time < SAME_DAY_MS) return clockTime(time, clock);
  return clockTime(time, clock, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** A time with its zone: a reader may be in another one. */
function clockTime(time: number, { locale, timeZone }: Clock, day?: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(locale, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return `${format.format(time)} ${zoneName(time, format.resolvedOptions().timeZone)}`;
}
