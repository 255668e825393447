import type { StreamName } from './chart-client.ts';

const TITLES: Readonly<Record<StreamName, string>> = {
  load: 'Electricity load',
  generation: 'Electricity generation',
  flows: 'Cross-border flows',
};

/** Everything that the chart says in words, in one place for translation. */
export const strings = {
  chart: 'chart',
  load: 'Load',
  total: 'Total',
  netImport: 'Net import',
  netExport: 'Net export',
  noData: 'no data',
  incomplete: 'Not all values are known yet',
  retry: 'Try again',
  loading: 'Loading data',
  live: 'Live',
  connecting: 'Connecting',
  attribution: 'Data: ENTSO-E Transparency Platform',
  title: (stream: StreamName, area: string) => (area ? `${TITLES[stream]}, ${area}` : TITLES[stream]),
  consumptionOf: (type: string) => `${type}, consumption`,
  importFrom: (area: string) => `from ${area}`,
  exportTo: (area: string) => `to ${area}`,
  reconnecting: (since: string) => `Reconnecting since ${since}`,
  offlineSince: (since: string) => `Offline since ${since}`,
  noDataSince: (time: string) => `No data since ${time}`,
  noDataHere: (area: string) => `${area} has no data in this stream yet`,
  noDataInRange: 'There is no data in this range',
  failed: 'The data could not be loaded',
  areaMissing: 'No area is chosen. Set the area attribute, for example area="GR".',
  areaUnknown: (area: string) => `There is no data for an area “${area}”. Check the area attribute.`,
  timeInvalid: (name: string, value: string) =>
    `${name}="${value}" is not a date (2022-01-31) or an RFC 3339 time (2022-01-31T12:00:00Z).`,
  spanUnknown: (value: string, known: string) => `span="${value}" is not a span. Use one of ${known}.`,
  rangeReversed: 'The from attribute must be before the to attribute.',
  zoneUnknown: (zone: string) => `“${zone}” is not a time zone. Use an IANA name such as Europe/Athens.`,
  plotLabel: (title: string) => `${title}. Use the arrow keys to read values.`,
} as const;
