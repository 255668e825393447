/** What a user can change in a chart by hand, as text. */
export interface ChartState {
  readonly view: string;
  readonly from: string;
  readonly to: string;
  readonly span: string;
  readonly hiddenSeries: readonly string[];
}

/** The state as a query string without its question mark, for an address: `from=…&to=…&hidden=Solar`. */
export function writeState({ hiddenSeries, ...texts }: ChartState): string {
  const query = new URLSearchParams(Object.entries(texts).filter(([, text]) => text !== ''));
  for (const series of hiddenSeries) query.append('hidden', series);
  return query.toString();
}

/** Reads what {@link writeState} has written; what it does not name is empty. */
export function readState(text: string): ChartState {
  const query = new URLSearchParams(text);
  const read = (name: string) => query.get(name) ?? '';
  return {
    view: read('view'),
    from: read('from'),
    to: read('to'),
    span: read('span'),
    hiddenSeries: query.getAll('hidden'),
  };
}
