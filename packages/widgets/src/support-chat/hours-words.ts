import type { ChatHours } from '@wattlet/sdk';
import { extrasStrings as strings } from './support-extras-strings.ts';

/**
 * That nobody is there, and until when, by the reader's clock, which is named where the site has another; undefined while
 * somebody is.
 */
export function hoursWords({ isOpen, opensAt, timeZone }: ChatHours, locale: string): string | undefined {
  if (isOpen) return undefined;
  if (!opensAt) return strings.away;
  const isOther = timeZone !== new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const format = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'long', day: 'numeric', month: 'long' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(isOther && { timeZoneName: 'short' }),
  });
  return strings.awayUntil(format.format(opensAt));
}
