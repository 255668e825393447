/**
 * How far two samples lie apart by the Mann-Whitney U test (https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test), in
 * standard deviations of what samples of one distribution would differ by: over 4 is no chance. Positive if the
 * first one's values are greater. Outliers count no more than any other value.
 */
export function rankDifference(first: readonly number[], second: readonly number[]): number {
  const wins = first.reduce(
    (sum, value) =>
      sum + second.reduce((won, other) => won + (value > other ? 1 : value === other ? 0.5 : 0), 0),
    0,
  );
  const pairs = first.length * second.length;
  return (wins - pairs / 2) / Math.sqrt((pairs * (first.length + second.length + 1)) / 12);
}
