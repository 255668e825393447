import { msg, str } from '@lit/localize';

/** What the alerts say on their buttons, of the current hour, of what has just happened, of what is told beyond the page, and of what has failed. */
export const extraStrings = {
  get filter() {
    return msg('Show', { id: 'alerts.filter' });
  },
  filters: {
    get open() {
      return msg('Open', { id: 'alerts.filterOpen' });
    },
    get all() {
      return msg('All', { id: 'alerts.filterAll' });
    },
    get resolved() {
      return msg('Past', { id: 'alerts.filterResolved' });
    },
  },
  get unknownThisHour() {
    return msg('No reading this hour yet', { id: 'alerts.unknownThisHour' });
  },
  get thisHour() {
    return msg('This hour', { id: 'alerts.thisHour' });
  },
  get close() {
    return msg('Close', { id: 'alerts.close' });
  },
  get notify() {
    return msg('Notifications', { id: 'alerts.notify' });
  },
  get sound() {
    return msg('Sound', { id: 'alerts.sound' });
  },
  get notifyDenied() {
    return msg('The browser blocks notifications of this page', { id: 'alerts.notifyDenied' });
  },
  left: (amount: string) => msg(str`${amount} left this hour`, { id: 'alerts.left' }),
  overThisHour: (amount: string) => msg(str`${amount} over this hour`, { id: 'alerts.overThisHour' }),
  watching: (meters: number) =>
    meters === 1
      ? msg('One meter with a limit is watched.', { id: 'alerts.watchingOne' })
      : msg(str`${meters} meters with a limit are watched.`, { id: 'alerts.watching' }),
  get noLimits() {
    return msg('No meter has a limit yet.', { id: 'alerts.noLimits' });
  },
  get acknowledgeFailed() {
    return msg('It could not be marked as seen', { id: 'alerts.acknowledgeFailed' });
  },
  unseen: (count: number) =>
    count === 1 ? msg('1 new', { id: 'alerts.unseenOne' }) : msg(str`${count} new`, { id: 'alerts.unseen' }),
} as const;
