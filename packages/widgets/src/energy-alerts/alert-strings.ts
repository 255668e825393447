import { msg, str } from '@lit/localize';

/** What the alerts say in words, beside what every element says. */
export const alertStrings = {
  get title() {
    return msg('Alerts', { id: 'alerts.title' });
  },
  get signIn() {
    return msg('Sign in to see alerts', { id: 'alerts.signIn' });
  },
  get notAllowed() {
    return msg('You may not see these alerts', { id: 'alerts.notAllowed' });
  },
  states: {
    get pending() {
      return msg('Close to the limit', { id: 'alerts.pending' });
    },
    get firing() {
      return msg('Over the limit', { id: 'alerts.firing' });
    },
    get acknowledged() {
      return msg('Seen', { id: 'alerts.acknowledged' });
    },
    get resolved() {
      return msg('Ended', { id: 'alerts.resolved' });
    },
  },
  get silent() {
    return msg('Silent', { id: 'alerts.silent' });
  },
  over: (amount: string, limit: string) => msg(str`${amount} over ${limit}`, { id: 'alerts.over' }),
  of: (amount: string, limit: string) => msg(str`${amount} of ${limit}`, { id: 'alerts.of' }),
  get noReadings() {
    return msg('No readings come', { id: 'alerts.noReadings' });
  },
  since: (time: string) => msg(str`since ${time}`, { id: 'alerts.since' }),
  get acknowledge() {
    return msg('Mark as seen', { id: 'alerts.acknowledge' });
  },
  acknowledgeOf: (meter: string) => msg(str`Mark as seen: ${meter}`, { id: 'alerts.acknowledgeOf' }),
  seenBy: (who: string) => msg(str`seen by ${who}`, { id: 'alerts.seenBy' }),
  get empty() {
    return msg('There has been no alert', { id: 'alerts.empty' });
  },
  get emptyPast() {
    return msg('No alert is over yet', { id: 'alerts.emptyPast' });
  },
  get emptyOpen() {
    return msg('Nothing is over its limit', { id: 'alerts.emptyOpen' });
  },
} as const;
