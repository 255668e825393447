/** What the pages of charts say. */
export const english = {
  load: {
    title: 'Actual Total Load',
    text: 'What a country draws from its grid, as its operator publishes it.',
  },
  generation: {
    title: 'Generation per Type',
    text: 'What it is generated from, from steady to variable.',
  },
  flows: {
    title: 'Physical Flows',
    text: 'What crosses its borders: imports above zero, exports below, the balance as a line.',
  },
  streams: 'Charts',
  profile: 'By hour of the day',
  share: 'Share',
  shared: 'Link copied',
  ask: 'Ask about this',
  archive: (month: string) => `These are the data of ${month}, replayed as they came.`,
  ended: {
    title: 'Your subscription has ended',
    text: 'Extend it to see all of Europe again. What you had set up is still there.',
    extend: 'Extend',
  },
};

/** The words of the pages of charts in any language. */
export type ChartsWords = typeof english;
