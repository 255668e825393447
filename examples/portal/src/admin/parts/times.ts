import type { TimeRange } from '@wattlet/sdk';

/** A time as people of a language write it, in their own zone. */
export function timeText(time: Date | number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** From when to when, as people of a language write it, in their own zone. */
export function rangeText({ from, to }: TimeRange, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).formatRange(from, to);
}

/** A day as people of a language write it. */
export function dayText(time: Date | number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time);
}

/** Energy in kilowatt-hours, as people of a language write it. */
export function kilowattHourText(wattHours: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(wattHours / 1000);
}
