import { msg, str } from '@lit/localize';

/** What the chart says of a meter, beside what it says of any series. */
export const meterStrings = {
  get own() {
    return msg('Consumption', { id: 'meter.own' });
  },
  titleOf: (meter: string) => msg(str`Consumption, ${meter}`, { id: 'meter.titleOf' }),
  limit: (amount: string) => msg(str`Limit ${amount} an hour`, { id: 'meter.limit' }),
  get above() {
    return msg('Above the limit', { id: 'meter.above' });
  },
  aboveOf: (amount: string) => msg(str`${amount} above the limit`, { id: 'meter.aboveOf' }),
  loadOf: (area: string) => msg(str`Load, ${area}`, { id: 'meter.loadOf' }),
  percentOf: (mean: string) => msg(str`100 % is the mean: ${mean}`, { id: 'meter.percentOf' }),
  get percentAxis() {
    return msg('% of own mean', { id: 'meter.percentAxis' });
  },
  get known() {
    return msg('Known', { id: 'meter.known' });
  },
  knownOf: (share: string) => msg(str`incomplete, ${share} of the time is known`, { id: 'meter.knownOf' }),
  get none() {
    return msg('No reading is known in this range', { id: 'meter.none' });
  },
  get attribution() {
    return msg('Own meter readings', { id: 'meter.attribution' });
  },
  clientWithoutMeters: 'The client of this chart has no meters. Give it one that has, or none.',
} as const;
