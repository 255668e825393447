import { msg, str } from '@lit/localize';

/** What a chart says of what comes after its first picture, and of what it has nothing to show of. */
export const upkeepStrings = {
  noDataSince: (time: string) => msg(str`No data since ${time}`, { id: 'noDataSince' }),
  noDataHere: (area: string) => msg(str`${area} has no data in this stream yet`, { id: 'noDataHere' }),
  get noDataInRange() {
    return msg('There is no data in this range', { id: 'noDataInRange' });
  },
  get allHidden() {
    return msg('All series are hidden', { id: 'allHidden' });
  },
  revisedAt: (when: string) => msg(str`Revised: ${when}`, { id: 'revisedAt' }),
  revised: (count: number, first: string) =>
    count === 1
      ? msg(str`A value was revised: ${first}`, { id: 'revisedOne' })
      : msg(str`Values were revised, the first: ${first}`, { id: 'revised' }),
} as const;
