/** Words for a live region that says others, or these, until now: the same once more are only read out where something differs. */
export const anew = (before: string, words: string): string => (words === before ? `${words}\u00a0` : words);
