import type { ChatHours } from '@wattlet/sdk';
import { supportStrings as strings } from './support-strings.ts';

/** That nobody is there, and until when, by the reader's clock; undefined while somebody is. */
export function hoursWords({ isOpen, opensAt }: ChatHours, locale: string): string | undefined {
  if (isOpen) return undefined;
  if (!opensAt) return strings.away;
  const format = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'long', day: 'numeric', month: 'long' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return strings.awayUntil(format.format(opensAt));
}
