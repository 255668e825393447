import type { ChatReference } from '@wattlet/sdk';
import { extrasStrings as strings } from './chat-extras-strings.ts';

/** What somebody was looking at, in words: "Chart: Electricity load, GR, 3–5 Mar"; with the year where that is another. */
export function referenceWords(reference: ChatReference, locale: string, now = new Date()): string {
  const name = strings.references[reference.kind];
  switch (reference.kind) {
    case 'series': {
      const { stream, area, from } = reference;
      const last = new Date(reference.to.getTime() - 1);
      const format = new Intl.DateTimeFormat(locale, dayFormat([from, last], now));
      return `${name}: ${strings.streams[stream]}, ${area}, ${format.formatRange(from, last)}`;
    }
    case 'meter': {
      const { hour } = reference;
      if (!hour) return name;
      const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
      return `${name}: ${hour.toLocaleString(locale, { ...dayFormat([hour], now), ...time })}`;
    }
    case 'alert':
      return name;
  }
}

function dayFormat(days: readonly Date[], now: Date): Intl.DateTimeFormatOptions {
  const isThisYear = days.every((day) => day.getFullYear() === now.getFullYear());
  return { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) };
}
