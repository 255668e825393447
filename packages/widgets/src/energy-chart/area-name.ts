import type { ChartArea } from './chart-client.ts';

/** What an area is called in a language: countries by their name, zones as they are published. */
export function areaName({ name, mapCode, areaType }: ChartArea, locale: string): string {
  const isCountry = areaType === 'CTY' && /^[A-Z]{2}$/.test(mapCode);
  const country = isCountry ? new Intl.DisplayNames(locale, { type: 'region' }).of(mapCode) : undefined;
  // Published names repeat the role: "NO2 BZN".
  return country ?? name.replace(/ (CTY|BZN|CTA)$/, '');
}
