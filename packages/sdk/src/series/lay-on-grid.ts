import { type Segment, segmentEnd, type TimeRange } from './segment.ts';

/** A regular grid of time: slots of `stepMs` from `from` on until `to` is reached. */
export interface Grid extends TimeRange {
  /** Length of a slot, in milliseconds. */
  readonly stepMs: number;
}

/** The most slots a grid may have: 80 MB, or 285 years of quarter hours. */
export const MAX_GRID_SLOTS = 10_000_000;

/**
 * Lays segments on a regular grid. A slot that is finer than the intervals repeats their value, a slot
 * that is coarser holds their mean, weighted by time. A slot of which any part is not known is NaN.
 *
 * @throws RangeError when the grid is not one, or has more than {@link MAX_GRID_SLOTS} slots.
 */
export function layOnGrid(segments: readonly Segment[], grid: Grid): Float64Array {
  const { from, stepMs } = grid;
  const values = new Float64Array(countSlots(grid)).fill(Number.NaN);
  const sums = new Map<number, { weighted: number; knownMs: number }>();
  const to = from + values.length * stepMs;

  for (const segment of segments) {
    if (segmentEnd(segment) <= from || segment.start >= to) continue;
    const first = Math.max(0, Math.floor((from - segment.start) / segment.stepMs));
    const end = Math.min(segment.megawatts.length, Math.ceil((to - segment.start) / segment.stepMs));
    for (let index = first; index < end; index++) {
      const value = segment.megawatts[index] ?? Number.NaN;
      const start = segment.start + index * segment.stepMs;
      add(Math.max(start, from), Math.min(start + segment.stepMs, to), value);
    }
  }
  return values;

  function add(start: number, end: number, value: number): void {
    const last = Math.ceil((end - from) / stepMs);
    for (let slot = Math.floor((start - from) / stepMs); slot < last; slot++) {
      const slotStart = from + slot * stepMs;
      const knownMs = Math.min(end, slotStart + stepMs) - Math.max(start, slotStart);
      // Not by way of a mean: (x * n) / n is not always x.
      if (knownMs === stepMs) values[slot] = value;
      else addPart(slot, knownMs, value);
    }
  }

  function addPart(slot: number, knownMs: number, value: number): void {
    const sum = sums.get(slot) ?? { weighted: 0, knownMs: 0 };
    sum.weighted += value * knownMs;
    sum.knownMs += knownMs;
    if (sum.knownMs < stepMs) {
      sums.set(slot, sum);
    } else {
      values[slot] = sum.weighted / stepMs;
      sums.delete(slot);
    }
  }
}

function countSlots({ from, to, stepMs }: Grid): number {
  if (!(Number.isFinite(from) && Number.isFinite(to) && from <= to)) {
    throw new RangeError(`a grid needs from <= to, both finite, not from ${from} to ${to}`);
  }
  if (!(Number.isFinite(stepMs) && stepMs > 0)) {
    throw new RangeError(`the step of a grid must be above 0 ms, not ${stepMs}`);
  }
  const slots = Math.ceil((to - from) / stepMs);
  if (slots > MAX_GRID_SLOTS) {
    throw new RangeError(`a grid has at most ${MAX_GRID_SLOTS} slots, not ${slots}`);
  }
  return slots;
}
