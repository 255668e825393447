import { msg, str } from '@lit/localize';

/** What the summary of a chart says in words. */
export const summaryStrings = {
  summaryRange: (from: string, to: string, zone: string) =>
    msg(str`From ${from} to ${to}, ${zone}.`, { id: 'summaryRange' }),
  summaryMean: (series: string, value: string) => msg(str`${series}: mean ${value}`, { id: 'summaryMean' }),
  summaryLowest: (value: string, time: string) =>
    msg(str`lowest ${value} at ${time}`, { id: 'summaryLowest' }),
  summaryHighest: (value: string, time: string) =>
    msg(str`highest ${value} at ${time}`, { id: 'summaryHighest' }),
  summaryLatest: (value: string) => msg(str`latest ${value}`, { id: 'summaryLatest' }),
  trends: {
    get rising() {
      return msg('rising', { id: 'trends.rising' });
    },
    get steady() {
      return msg('steady', { id: 'trends.steady' });
    },
    get falling() {
      return msg('falling', { id: 'trends.falling' });
    },
  },
} as const;
