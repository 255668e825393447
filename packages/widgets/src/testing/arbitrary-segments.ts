import fc from 'fast-check';
import type { Segment } from '../chart/segment.ts';

const QUARTER_MS = 900_000;

/** Start of what {@link arbitrarySegments} makes, epoch milliseconds. */
export const EPOCH = Date.UTC(2022, 0, 1);

/** Stretches of quarter, half and whole hours with gaps between and in them, in whole megawatts. */
export const arbitrarySegments: fc.Arbitrary<Segment[]> = fc
  .array(
    fc.record({
      gapQuarters: fc.nat(8),
      step: fc.constantFrom(1, 2, 4),
      values: fc.array(fc.oneof(fc.integer({ min: -5000, max: 60_000 }), fc.constant(Number.NaN)), {
        minLength: 1,
        maxLength: 60,
      }),
    }),
    { maxLength: 6 },
  )
  .map((parts) => {
    let start = EPOCH;
    return parts.map(({ gapQuarters, step, values }) => {
      const stepMs = step * QUARTER_MS;
      const segment = {
        start: start + gapQuarters * QUARTER_MS,
        stepMs,
        megawatts: Float64Array.from(values),
      };
      start = segment.start + stepMs * values.length;
      return segment;
    });
  });

/** The present values of segments that lie wholly in a range. */
export function valuesWithin(segments: readonly Segment[], from: number, to: number): number[] {
  return segments.flatMap(({ start, stepMs, megawatts }) =>
    Array.from(megawatts).filter((value, i) => {
      const begin = start + i * stepMs;
      return !Number.isNaN(value) && begin >= from && begin + stepMs <= to;
    }),
  );
}
