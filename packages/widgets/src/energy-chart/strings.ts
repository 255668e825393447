import { msg, str } from '@lit/localize';
import type { StreamName } from './chart-client.ts';

/**
 * What the chart says in words, in the language of the page; `locales/` has the translations. The words of parts that
 * are loaded later are with them.
 * What only who writes the page gets to see, mistakes in attributes, is in English alone.
 */
export const strings = {
  get chart() {
    return msg('chart', { id: 'chart' });
  },
  get load() {
    return msg('Load', { id: 'load' });
  },
  get total() {
    return msg('Total', { id: 'total' });
  },
  get incomplete() {
    return msg('Not all values are known yet', { id: 'incomplete' });
  },
  get netImport() {
    return msg('Net import', { id: 'netImport' });
  },
  get netExport() {
    return msg('Net export', { id: 'netExport' });
  },
  get attribution() {
    return msg('Data: ENTSO-E Transparency Platform', { id: 'attribution' });
  },
  title: (stream: StreamName, area: string) =>
    [titleOf(stream), area].filter((part) => part !== '').join(', '),
  areaMissing: 'No area is chosen. Set the area attribute, for example area="GR".',
  // A link to a chart may name any.
  areaUnknown: (area: string) => msg(str`There is no data for an area “${area}”.`, { id: 'areaUnknown' }),
  get streamEmpty() {
    return msg('There is no data in this stream yet', { id: 'streamEmpty' });
  },
  // So may a reader's own choice of a time.
  asOfAhead: (time: string) =>
    msg(str`${time} lies in the future: what will be known then is not known yet.`, { id: 'asOfAhead' }),
  timeInvalid: (name: string, value: string) =>
    `${name}="${value}" is not a date (2022-01-31) or an RFC 3339 time (2022-01-31T12:00:00Z).`,
  notAmong: (name: string, value: string, known: string) => `${name}="${value}" is not one of ${known}.`,
  rangeReversed: 'The from attribute must be before the to attribute.',
  zoneUnknown: (zone: string) => `“${zone}” is not a time zone. Use an IANA name such as Europe/Athens.`,
  plotLabel: (title: string) => msg(str`${title}. Use the arrow keys to read values.`, { id: 'plotLabel' }),
} as const;

function titleOf(stream: StreamName): string {
  switch (stream) {
    case 'load':
      return msg('Electricity load', { id: 'titles.load' });
    case 'generation':
      return msg('Electricity generation', { id: 'titles.generation' });
    case 'flows':
      return msg('Cross-border flows', { id: 'titles.flows' });
    default:
      // A page may have set anything: the plot says so.
      return '';
  }
}
