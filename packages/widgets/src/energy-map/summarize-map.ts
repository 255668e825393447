import type { CountryValue } from './country-value.ts';
import { COUNTRY_SHAPES } from './europe.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';

/** How many countries a summary names at each end. */
const NAMED = 3;

/** What the map shows in a few sentences: the hour, the highest and the lowest countries, and who has no data. */
export function summarizeMap({ frame, words }: MapView): string {
  const known = [...frame.countries.values()]
    .filter(({ value }) => value !== undefined)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const say = (countries: readonly CountryValue[]) =>
    countries
      .map((country) => `${words.area(country.area)} ${words.phrase(frame.metric, country)}`)
      .join(', ');
  // Where few are known, none is named at both ends.
  const named = Math.max(1, Math.min(NAMED, Math.floor(known.length / 2)));
  const missing = COUNTRY_SHAPES.filter(({ code }) => frame.countries.get(code)?.value === undefined)
    .map(({ code }) => words.country(code))
    .sort((a, b) => words.compare(a, b));
  return [
    `${words.shown(frame)}.`,
    ...(known.length > 0
      ? [mapStrings.ranking(say(known.slice(0, named)), say(known.slice(-named).reverse()))]
      : []),
    ...(missing.length > 0 ? [mapStrings.without(missing.join(', '))] : []),
  ].join(' ');
}
