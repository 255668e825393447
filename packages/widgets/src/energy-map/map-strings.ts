import { msg, str } from '@lit/localize';
import { flowStrings } from '../energy-chart/flow-strings.ts';
import { strings } from '../energy-chart/strings.ts';
import type { MetricName } from './metric.ts';

/**
 * Everything that the map says in words, in the language of the element; what the chart says too is the same word.
 * What only who writes the page gets to see, mistakes in attributes, is in English alone.
 */
export const mapStrings = {
  get netExport() {
    return strings.netExport;
  },
  importFrom: flowStrings.importFrom,
  exportTo: flowStrings.exportTo,
  get map() {
    return msg('map', { id: 'map.map' });
  },
  get play() {
    return msg('Play', { id: 'map.play' });
  },
  get pause() {
    return msg('Pause', { id: 'map.pause' });
  },
  get hour() {
    return msg('Hour shown', { id: 'map.hour' });
  },
  get showMap() {
    return msg('Show as map', { id: 'map.showMap' });
  },
  get showTable() {
    return msg('Show as table', { id: 'map.showTable' });
  },
  get past() {
    return msg('Not live', { id: 'map.past' });
  },
  get incomplete() {
    return msg('too little is known yet', { id: 'map.incomplete' });
  },
  get noDataLegend() {
    return msg('No data', { id: 'map.noDataLegend' });
  },
  get country() {
    return msg('Country', { id: 'map.country' });
  },
  get interval() {
    return msg('Interval', { id: 'map.interval' });
  },
  get flows() {
    return msg('Cross-border flows', { id: 'map.flows' });
  },
  get from() {
    return msg('From', { id: 'map.from' });
  },
  get to() {
    return msg('To', { id: 'map.to' });
  },
  get flow() {
    return msg('Net flow', { id: 'map.flow' });
  },
  get noFlows() {
    return msg('No flows are known for this hour.', { id: 'map.noFlows' });
  },
  get attribution() {
    return msg('Data: ENTSO-E Transparency Platform. Map: Natural Earth', { id: 'map.attribution' });
  },
  get empty() {
    return strings.streamEmpty;
  },
  leastFlow: (value: string) => msg(str`Arrows for flows from ${value} on.`, { id: 'map.leastFlow' }),
  knownOf: (known: number, all: number) => msg(str`${known} of ${all} countries`, { id: 'map.knownOf' }),
  newestIn: (hour: string) => msg(str`Latest values within ${hour}`, { id: 'map.newestIn' }),
  lastKnown: (when: string) => msg(str`no data; last known ${when}`, { id: 'map.lastKnown' }),
  atLeast: (value: string) => msg(str`${value} and more`, { id: 'map.atLeast' }),
  below: (value: string) => msg(str`below ${value}`, { id: 'map.below' }),
  between: (from: string, to: string) => msg(str`${from} to ${to}`, { id: 'map.between' }),
  sortBy: (column: string) => msg(str`Sort by ${column}`, { id: 'map.sortBy' }),
  surfaceLabel: (title: string) =>
    msg(str`${title}. Use the arrow keys to go from country to country, and Enter to select one.`, {
      id: 'map.surfaceLabel',
    }),
  ranking: (highest: string, lowest: string) =>
    msg(str`Highest: ${highest}. Lowest: ${lowest}.`, { id: 'map.ranking' }),
  without: (names: string) => msg(str`No data: ${names}.`, { id: 'map.without' }),
  title: titleOf,
  metric: nameOf,
  metricUnknown: (name: string, known: string) => `metric="${name}" is not known. Use one of ${known}.`,
  timeInvalid: (text: string) => `at="${text}" is not an RFC 3339 time (2022-01-31T12:00:00Z).`,
  daysInvalid: (days: unknown) => `days must be a whole number from 1 to 7, not ${days}.`,
  zoneUnknown: (zone: string) => `“${zone}” is not a time zone. Use an IANA name such as Europe/Brussels.`,
} as const;

function titleOf(metric: MetricName): string {
  switch (metric) {
    case 'load':
      return msg('Electricity load in Europe', { id: 'map.titles.load' });
    case 'renewable-share':
      return msg('Renewable share of generation in Europe', { id: 'map.titles.renewable-share' });
    case 'net-import':
      return msg('Net imports of electricity in Europe', { id: 'map.titles.net-import' });
  }
}

function nameOf(metric: MetricName): string {
  switch (metric) {
    case 'load':
      return strings.load;
    case 'renewable-share':
      return msg('Renewable share', { id: 'map.metrics.renewable-share' });
    case 'net-import':
      return strings.netImport;
  }
}
