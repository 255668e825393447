/** What the bell says. */
export const english = {
  title: 'Notifications',
  label: (unseen: number) => (unseen === 0 ? 'Notifications' : `Notifications, ${unseen} new`),
  none: 'There is nothing that you should know of.',
  failed: 'They cannot be loaded at the moment.',
  ends: (days: number) =>
    days === 1 ? 'Your subscription ends tomorrow' : `Your subscription ends in ${days} days`,
  ended: 'Your subscription has ended',
  extend: 'Extend it in your account',
  over: (meter: string) => `${meter} is over its limit`,
  silent: (meter: string) => `No readings come from ${meter}`,
  amount: (used: string, limit: string) => `${used} of ${limit} kWh`,
  wrote: (name: string | undefined) => (name ? `${name} has written to you` : 'Somebody has written to you'),
  unread: (count: number) => (count === 1 ? 'One unread message' : `${count} unread messages`),
  pipeline: (stream: string) => `The pipeline of ${stream} waits for you`,
  waiting: (files: number, letters: number) => `${files} files in quarantine, ${letters} dead letters`,
  streams: { load: 'load', generation: 'generation', flows: 'flows' },
};

/** The words of the bell in any language. */
export type BellWords = typeof english;
