import { msg, str } from '@lit/localize';

/** What the parts of a chart say that are loaded when they are asked for; words of the chart itself are its own. */
export const featureStrings = {
  get table() {
    return msg('Table of values', { id: 'table' });
  },
  get time() {
    return msg('Time', { id: 'time' });
  },
  get previousPage() {
    return msg('Previous page', { id: 'previousPage' });
  },
  get nextPage() {
    return msg('Next page', { id: 'nextPage' });
  },
  get bucketChoice() {
    return msg('Per', { id: 'bucketChoice' });
  },
  get statisticChoice() {
    return msg('Statistic', { id: 'statisticChoice' });
  },
  choices: {
    get 'hour-of-day'() {
      return msg('Hour of the day', { id: 'choices.hour-of-day' });
    },
    get 'day-of-week'() {
      return msg('Day of the week', { id: 'choices.day-of-week' });
    },
    get mean() {
      return msg('Mean', { id: 'choices.mean' });
    },
    get median() {
      return msg('Median', { id: 'choices.median' });
    },
  },
  get productionType() {
    return msg('Production type', { id: 'productionType' });
  },
  get energy() {
    return msg('Energy', { id: 'energy' });
  },
  get noMix() {
    return msg('There is no interval in this range that nothing is missing from', { id: 'noMix' });
  },
  get downloadPng() {
    return msg('Download as PNG', { id: 'downloadPng' });
  },
  get downloadSvg() {
    return msg('Download as SVG', { id: 'downloadSvg' });
  },
  get downloadCsv() {
    return msg('Download as CSV', { id: 'downloadCsv' });
  },
  get copyEmbed() {
    return msg('Copy embed code', { id: 'copyEmbed' });
  },
  get print() {
    return msg('Print', { id: 'print' });
  },
  get start() {
    return msg('start', { id: 'start' });
  },
  get hoursMissing() {
    return msg('hours without data', { id: 'hoursMissing' });
  },
  get end() {
    return msg('end', { id: 'end' });
  },
  pageOf: (page: number, pages: number) => msg(str`Page ${page} of ${pages}`, { id: 'pageOf' }),
  valuesIn: (unit: string, zone: string) =>
    msg(str`Mean of each interval in ${unit}, times in ${zone}`, { id: 'valuesIn' }),
  leftOut: (hours: string) =>
    msg(str`${hours} hours are left out because values are missing.`, { id: 'leftOut' }),
  get addComparison() {
    return msg('Compare with…', { id: 'addComparison' });
  },
  removeComparison: (name: string) => msg(str`Do not compare with ${name}`, { id: 'removeComparison' }),
  daysBefore: (days: number) =>
    days === 1
      ? msg('One day before', { id: 'dayBefore' })
      : msg(str`${days} days before`, { id: 'daysBefore' }),
  get controls() {
    return msg('Chart controls', { id: 'controls' });
  },
  get area() {
    return msg('Area', { id: 'area' });
  },
  get streamChoice() {
    return msg('What is shown', { id: 'streamChoice' });
  },
  get viewChoice() {
    return msg('View', { id: 'viewChoice' });
  },
  get range() {
    return msg('Range', { id: 'range' });
  },
  get firstDay() {
    return msg('First day', { id: 'firstDay' });
  },
  get lastDay() {
    return msg('Last day', { id: 'lastDay' });
  },
  dataOnly: (from: string, to: string) =>
    msg(str`There is data from ${from} to ${to} only.`, { id: 'dataOnly' }),
  get tenYearsOnly() {
    return msg('At most ten years can be shown at once.', { id: 'tenYearsOnly' });
  },
  get resetRange() {
    return msg('Reset', { id: 'resetRange' });
  },
  get more() {
    return msg('More', { id: 'more' });
  },
  get showTable() {
    return msg('Show as a table', { id: 'showTable' });
  },
  get showChart() {
    return msg('Show as a chart', { id: 'showChart' });
  },
  get patterns() {
    return msg('Patterns beside colours', { id: 'patterns' });
  },
  spans: {
    get '24h'() {
      return msg('24 h', { id: 'spans.24h' });
    },
    get '7d'() {
      return msg('7 d', { id: 'spans.7d' });
    },
    get '30d'() {
      return msg('30 d', { id: 'spans.30d' });
    },
    get '12m'() {
      return msg('12 m', { id: 'spans.12m' });
    },
    get '10y'() {
      return msg('10 y', { id: 'spans.10y' });
    },
    get all() {
      return msg('All', { id: 'spans.all' });
    },
  },
  views: {
    get timeline() {
      return msg('Over time', { id: 'views.timeline' });
    },
    get profile() {
      return msg('Profile', { id: 'views.profile' });
    },
    get mix() {
      return msg('Mix', { id: 'views.mix' });
    },
    get compare() {
      return msg('Comparison', { id: 'views.compare' });
    },
    get revisions() {
      return msg('Revisions', { id: 'views.revisions' });
    },
  },
  versions: {
    get now() {
      return msg('Now', { id: 'versions.now' });
    },
    get first() {
      return msg('First published', { id: 'versions.first' });
    },
    get difference() {
      return msg('Difference', { id: 'versions.difference' });
    },
  },
  notCompared: (entry: string) =>
    msg(str`There is nothing to compare with for “${entry}”.`, { id: 'notCompared' }),
  get firstUnknown() {
    return msg('What was published first is not known here.', { id: 'firstUnknown' });
  },
  get notRevised() {
    return msg('Every value is as it was published first.', { id: 'notRevised' });
  },
  get copied() {
    return msg('Copied', { id: 'copied' });
  },
  get actionFailed() {
    return msg('The browser did not allow that.', { id: 'actionFailed' });
  },
} as const;
