import { SHORTEST_MS } from './shortest-range.ts';
import type { TimeSpan } from './time-span.ts';

/**
 * A range scaled by a factor (below 1: closer) about a time that keeps its place on the screen, as far
 * as the limits allow. Never shorter than an hour.
 */
export function zoomRange(
  range: TimeSpan,
  zoom: { readonly factor: number; readonly about: number },
  limits: TimeSpan,
): TimeSpan {
  const length = range.to - range.from;
  const longest = Math.max(SHORTEST_MS, limits.to - limits.from);
  const next = Math.min(longest, Math.max(SHORTEST_MS, length * zoom.factor));
  const from = zoom.about - ((zoom.about - range.from) / length) * next;
  return withinLimits({ from, to: from + next }, limits);
}

/** A range moved in time, as far as the limits allow. */
export function panRange(range: TimeSpan, byMs: number, limits: TimeSpan): TimeSpan {
  return withinLimits({ from: range.from + byMs, to: range.to + byMs }, limits);
}

/** A range of the same length that lies within the limits, or the limits where it is longer; whole milliseconds. */
export function withinLimits(range: TimeSpan, limits: TimeSpan): TimeSpan {
  const length = Math.round(range.to - range.from);
  const latest = Math.max(limits.from, limits.to - length);
  const from = Math.round(Math.min(latest, Math.max(limits.from, range.from)));
  return { from, to: from + length };
}
