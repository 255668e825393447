import type { MetricName } from './metric.ts';

const TITLES: Readonly<Record<MetricName, string>> = {
  load: 'Electricity load in Europe',
  'renewable-share': 'Renewable share of generation in Europe',
  'net-import': 'Net imports of electricity in Europe',
};

const NAMES: Readonly<Record<MetricName, string>> = {
  load: 'Load',
  'renewable-share': 'Renewable share',
  'net-import': 'Net import',
};

/** Everything that the map says in words, in one place for translation. */
export const mapStrings = {
  map: 'map',
  noData: 'no data',
  noDataLegend: 'No data',
  incomplete: 'too little is known yet',
  retry: 'Try again',
  loading: 'Loading data',
  live: 'Live',
  connecting: 'Connecting',
  past: 'Not live',
  play: 'Play',
  pause: 'Pause',
  hour: 'Hour shown',
  showMap: 'Show as map',
  showTable: 'Show as table',
  country: 'Country',
  interval: 'Interval',
  flows: 'Cross-border flows',
  from: 'From',
  to: 'To',
  flow: 'Net flow',
  netExport: 'Net export',
  leastFlow: (value: string) => `Arrows for flows from ${value} on.`,
  noFlows: 'No flows are known for this hour.',
  attribution: 'Data: ENTSO-E Transparency Platform. Map: Natural Earth',
  failed: 'The data could not be loaded',
  empty: 'There is no data in this stream yet',
  title: (metric: MetricName) => TITLES[metric],
  metric: (metric: MetricName) => NAMES[metric],
  importFrom: (area: string) => `from ${area}`,
  exportTo: (area: string) => `to ${area}`,
  knownOf: (known: number, all: number) => `${known} of ${all} countries`,
  lastKnown: (when: string) => `no data; last known ${when}`,
  atLeast: (value: string) => `${value} and more`,
  below: (value: string) => `below ${value}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  reconnecting: (since: string) => `Reconnecting since ${since}`,
  offlineSince: (since: string) => `Offline since ${since}`,
  surfaceLabel: (title: string) =>
    `${title}. Use the arrow keys to go from country to country, and Enter to select one.`,
  ranking: (highest: string, lowest: string) => `Highest: ${highest}. Lowest: ${lowest}.`,
  without: (names: string) => `No data: ${names}.`,
  metricUnknown: (name: string, known: string) => `metric="${name}" is not known. Use one of ${known}.`,
  timeInvalid: (text: string) => `at="${text}" is not an RFC 3339 time (2022-01-31T12:00:00Z).`,
  daysInvalid: (days: unknown) => `days must be a whole number from 1 to 7, not ${days}.`,
  zoneUnknown: (zone: string) => `“${zone}” is not a time zone. Use an IANA name such as Europe/Brussels.`,
} as const;
