/** What the page of meters says. */
export const english = {
  title: 'My meters',
  text: 'What you consume, how much is left of this hour, and what went over its limit.',
  choose: 'Meters',
  limit: 'Limit',
  perHour: 'per hour',
  noLimit: 'no limit',
  lastReading: 'Last reading',
  never: 'none yet',
  serial: 'Serial',
  address: 'Address',
  consumption: 'Consumption',
  alerts: 'Alerts',
  compare: (country: string) => `Beside the load of ${country}`,
  ask: 'Ask about this meter',
  gone: {
    title: 'This meter is not among yours',
    text: 'It may belong to somebody else now, or be gone.',
    all: 'To my meters',
  },
  empty: {
    title: 'You have no meter yet',
    text: 'Whoever runs your meter, or this portal, gives it to your account. Support knows how.',
    ask: 'Write to support',
  },
};

/** The words of the page of meters in any language. */
export type MetersWords = typeof english;
