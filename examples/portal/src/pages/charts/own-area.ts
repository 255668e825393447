import { remember, remembered } from '../../parts/remembering.ts';

const KEY = 'wattlet-area';
const FIRST = 'GR';

/** Map code of the country that was looked at last. */
export function ownArea(): string {
  const kept = remembered(KEY) ?? '';
  return isMapCode(kept) ? kept : FIRST;
}

/** Remembers the country that is looked at, once it is known to be one. */
export function keepOwnArea(mapCode: string): void {
  if (isMapCode(mapCode)) remember(KEY, mapCode);
}

/** What a country is called; its map code where that says nothing. */
export function countryName(mapCode: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(mapCode) ?? mapCode;
}

/** Whether a text has the form of a country's map code: an address may hold anything. */
export const isMapCode = (text: string): boolean => /^[A-Z]{2}$/.test(text);
