const HOUR_MS = 3_600_000;

/**
 * How fast values grow: the slope of the straight line through them that fits best (ordinary least squares), for an hour.
 *
 * @param {readonly (readonly [number, number])[]} samples times in milliseconds, and values
 * @returns {{ perHour: number, error: number }} `error`: its standard error
 */
export function growth(samples) {
  const mean = (of) => samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [meanAt, meanValue] = [mean(([at]) => at), mean(([, value]) => value)];
  const spread = mean(([at]) => (at - meanAt) ** 2);
  const slope = mean(([at, value]) => (at - meanAt) * (value - meanValue)) / spread;
  const rest = mean(([at, value]) => (value - meanValue - slope * (at - meanAt)) ** 2);
  const error = Math.sqrt(rest / spread / (samples.length - 2));
  return { perHour: slope * HOUR_MS, error: error * HOUR_MS };
}
