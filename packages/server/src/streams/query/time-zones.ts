/** Zones of the countries whose areas ENTSO-E publishes, by the country prefix of the map code. */
const COUNTRY_ZONES: Readonly<Record<string, string>> = {
  AL: 'Europe/Tirane',
  AM: 'Asia/Yerevan',
  AT: 'Europe/Vienna',
  AZ: 'Asia/Baku',
  BA: 'Europe/Sarajevo',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  BY: 'Europe/Minsk',
  CH: 'Europe/Zurich',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GE: 'Asia/Tbilisi',
  GR: 'Europe/Athens',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IS: 'Atlantic/Reykjavik',
  IT: 'Europe/Rome',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MD: 'Europe/Chisinau',
  ME: 'Europe/Podgorica',
  MK: 'Europe/Skopje',
  MT: 'Europe/Malta',
  NIE: 'Europe/Belfast',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  RS: 'Europe/Belgrade',
  RU: 'Europe/Moscow',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
  TR: 'Europe/Istanbul',
  UA: 'Europe/Kyiv',
  UK: 'Europe/London',
  XK: 'Europe/Belgrade',
};

/** Areas whose clock is not that of their country. */
const AREA_ZONES: Readonly<Record<string, string>> = {
  RU_KGD: 'Europe/Kaliningrad',
};

/**
 * IANA time zone of an area by its map code. Zones inside a country take the country's: `DE_50HzT` and
 * `DE_LU` Berlin's, `IT-NORTH` Rome's, `SE4` Stockholm's. An unknown code is `UTC`.
 */
export function timeZoneOfArea(mapCode: string): string {
  const country = /^[A-Z]+/.exec(mapCode)?.[0] ?? '';
  return AREA_ZONES[mapCode] ?? COUNTRY_ZONES[country] ?? 'UTC';
}
