import { msg, str } from '@lit/localize';

/** For how long nothing is known of an interval, in words: "18 hr without data". @param locale BCP 47 tag */
export function missingText(missingMs: number, locale: string): string {
  const hours = new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', maximumFractionDigits: 2 });
  const time = hours.format(missingMs / 3_600_000);
  return msg(str`${time} without data`, { id: 'withoutData' });
}
