/** What the page of news says. */
export const english = {
  title: 'News',
  text: 'Europe now, and what has changed lately.',
  feed: 'What changed lately',
  metricLabel: 'What the map shows',
  metrics: { load: 'Load', 'renewable-share': 'Renewables', 'net-import': 'Net import' },
  streams: { load: 'Load', generation: 'Generation', flows: 'Flows' },
  added: (stream: string, until: string) => `${stream} until ${until}`,
  addedBy: (areas: string, values: string) => `${values} new values of ${areas}`,
  revised: (stream: string) => `${stream} revised`,
  revisedBy: (values: string, areas: string, from: string) => `${values} values of ${areas}, from ${from}`,
  removed: (areas: string, from: string) => `Values of ${areas} were withdrawn, from ${from}`,
  highest: (what: string) => `Record: ${what}, highest`,
  lowest: (what: string) => `Record: ${what}, lowest`,
  record: (value: string, at: string, former: string) => `${value} at ${at}; before that ${former}`,
  countries: (count: number) => (count === 1 ? '1 country' : `${count} countries`),
  empty: 'Nothing has changed yet. The first import tells what it brought.',
  more: 'Show older',
  down: (streams: string) => `No news of ${streams} at the moment: its data cannot be reached.`,
};

/** The words of the page of news in any language. */
export type HomeWords = typeof english;
