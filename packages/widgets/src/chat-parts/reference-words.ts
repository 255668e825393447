import type { ChatReference } from '@wattlet/sdk';
import { chatStrings as strings } from './chat-strings.ts';

/** What somebody was looking at, in words: "Chart: GR, 3–5 Mar". */
export function referenceWords(reference: ChatReference, locale: string): string {
  const name = strings.references[reference.kind];
  switch (reference.kind) {
    case 'series': {
      const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
      return `${name}: ${reference.area}, ${format.formatRange(reference.from, reference.to.getTime() - 1)}`;
    }
    case 'meter': {
      const hour = reference.hour?.toLocaleString(locale, {
        ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      });
      return hour === undefined ? name : `${name}: ${hour}`;
    }
    case 'alert':
      return name;
  }
}
