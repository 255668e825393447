// Which of the world's countries the map shows, and how. Numbers are those of ISO 3166-1, as Natural Earth has them.

/** ENTSO-E's countries, by the numbers of ISO 3166-1 that Natural Earth has; Kosovo has a name only. */
export const COUNTRIES = new Map(
  Object.entries({
    AL: '008',
    AT: '040',
    BA: '070',
    BE: '056',
    BG: '100',
    CH: '756',
    CY: '196',
    CZ: '203',
    DE: '276',
    DK: '208',
    EE: '233',
    ES: '724',
    FI: '246',
    FR: '250',
    GB: '826',
    GE: '268',
    GR: '300',
    HR: '191',
    HU: '348',
    IE: '372',
    IS: '352',
    IT: '380',
    LT: '440',
    LU: '442',
    LV: '428',
    MD: '498',
    ME: '499',
    MK: '807',
    MT: '470',
    NL: '528',
    NO: '578',
    PL: '616',
    PT: '620',
    RO: '642',
    RS: '688',
    SE: '752',
    SI: '705',
    SK: '703',
    TR: '792',
    UA: '804',
    XK: 'Kosovo',
  }),
);

/** Neighbours that trade with them: drawn as land, but their borders get arrows. */
export const NEIGHBOURS = new Map(
  Object.entries({ AM: '051', AZ: '031', BY: '112', MA: '504', RU: '643', TN: '788' }),
);

/** Drawn as land around the countries, where the map is wider than they are. */
export const SURROUNDINGS = [
  '012',
  '275',
  '364',
  '368',
  '376',
  '398',
  '400',
  '414',
  '422',
  '434',
  '682',
  '760',
  '788',
  '795',
  '818',
  '020',
  '438',
  '492',
  '674',
  '304',
  '234',
  '833',
];

/** Links under the sea, built or being built: where they land, longitude and latitude of the first country's end and the other's. */
export const CABLES = {
  'BE-GB': [3.2, 51.3, 1.4, 51.3],
  'DE-NO': [8.8, 54.2, 6.8, 58],
  'DE-SE': [10.9, 54, 13.1, 55.4],
  'DK-GB': [8.1, 55.5, 0.3, 53.1],
  'DK-NL': [8.4, 55.4, 6.8, 53.5],
  'DK-NO': [9.5, 57.2, 8, 58.1],
  'DK-SE': [10.6, 57.3, 11.9, 57.5],
  'EE-FI': [24.6, 59.4, 24.6, 60],
  'ES-MA': [-5.6, 36, -5.5, 35.8],
  'FR-GB': [-0.4, 49.4, -1.2, 50.8],
  'FR-IE': [-4.2, 48.7, -7.9, 51.8],
  'GB-IE': [-3.1, 53.2, -6.1, 53.5],
  'GB-NL': [0.7, 51.5, 4, 52],
  'GB-NO': [-1.5, 55.1, 6.2, 59.3],
  'GR-IT': [20.5, 39.4, 18.4, 40.1],
  'IT-ME': [14.3, 42.4, 18.6, 42.3],
  'IT-MT': [14.6, 36.8, 14.4, 36],
  'IT-TN': [12.6, 37.6, 11.1, 36.9],
  'LT-SE': [21.1, 55.7, 16.6, 56.7],
  'NL-NO': [6.8, 53.5, 6.8, 58.1],
  'PL-SE': [16.8, 54.6, 14.9, 56.1],
};

/** Parts that Natural Earth draws apart from the country they belong to by international law, or by a place in them. */
export const PARTS = [
  { of: '804', from: '643', holds: [34.2, 45.3] },
  { of: '196', from: 'N. Cyprus', holds: [33.4, 35.28] },
  { of: '246', from: '248', holds: [19.95, 60.2] },
];
