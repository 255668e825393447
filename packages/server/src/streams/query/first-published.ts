import type { DayValues } from './pick-finest.ts';

/**
 * The first value that was published for each interval of a day, whatever it was revised to or whether it was taken
 * back since.
 *
 * @param chunks of one series and day, at any resolutions, in the order they were stored in
 */
export function firstPublished(chunks: readonly DayValues[]): DayValues[] {
  const firsts = new Map<number, (number | null)[]>();
  for (const { resolutionMinutes, kilowatts } of chunks) {
    const first = firsts.get(resolutionMinutes);
    firsts.set(
      resolutionMinutes,
      first ? first.map((value, slot) => value ?? kilowatts[slot] ?? null) : [...kilowatts],
    );
  }
  return [...firsts].map(([resolutionMinutes, kilowatts]) => ({ resolutionMinutes, kilowatts }));
}
