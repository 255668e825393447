const KEY = 'wattlet-area';
const FIRST = 'GR';

/** Map code of the country that was looked at last. */
export function ownArea(): string {
  return localStorage.getItem(KEY) ?? FIRST;
}

/** Remembers the country that is looked at. */
export function keepOwnArea(mapCode: string): void {
  if (mapCode !== '') localStorage.setItem(KEY, mapCode);
}
