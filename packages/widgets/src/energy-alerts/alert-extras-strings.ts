import { msg, str } from '@lit/localize';

/** What the alerts say of the current hour, of what has just happened, and of what is told beyond the page. */
export const extraStrings = {
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
} as const;
