import { msg, str } from '@lit/localize';

/** What every element may have to say, in the language it stands in; `locales/` has the translations. */
export const strings = {
  get loading() {
    return msg('Loading data', { id: 'loading' });
  },
  get failed() {
    return msg('The data could not be loaded', { id: 'failed' });
  },
  get unreachable() {
    return msg('The server cannot be reached.', { id: 'unreachable' });
  },
  get tooMany() {
    return msg('That was too often. Try again in a while.', { id: 'tooMany' });
  },
  get signIn() {
    return msg('Sign in to see this.', { id: 'signIn' });
  },
  get notAllowed() {
    return msg('You may not see this.', { id: 'notAllowed' });
  },
  quote: (requestId: string) => msg(str`Quote ${requestId} when you ask for help.`, { id: 'quote' }),
  get retry() {
    return msg('Try again', { id: 'retry' });
  },
  get noData() {
    return msg('no data', { id: 'noData' });
  },
  get subscriptionEnded() {
    return msg('The subscription has ended', { id: 'subscriptionEnded' });
  },
  get partMissing() {
    return msg('A part could not be loaded. Load the page again.', { id: 'partMissing' });
  },
  get live() {
    return msg('Live', { id: 'live' });
  },
  get connecting() {
    return msg('Connecting', { id: 'connecting' });
  },
  reconnecting: (since: string) => msg(str`Reconnecting since ${since}`, { id: 'reconnecting' }),
  offlineSince: (since: string) => msg(str`Offline since ${since}`, { id: 'offlineSince' }),
  staleSince: (time: string) => msg(str`Nothing new since ${time}`, { id: 'staleSince' }),
  asOf: (time: string) => msg(str`As known at ${time}`, { id: 'asOf' }),
} as const;
