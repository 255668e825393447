import type { AreaProfile } from '../chart-client.ts';

type Points = AreaProfile['points'];

/** A series that a bar is made of. */
export interface ProfilePart {
  readonly points: Points;
  /** What the same plants consume: where that is known and their output is not, they put out nothing. */
  readonly consumption: Points;
  /** What leaves an area counts against it. */
  readonly isExport: boolean;
}

/** How the parts of a bar make its value. */
export interface ProfileSumOptions {
  readonly statistic: 'mean' | 'median';
  /** Whether the sum says nothing where a part is not known at all: a net without a neighbour is another number. */
  readonly isNet: boolean;
}

/** The value of a bar. */
export interface ProfileSum {
  /** Undefined where it is not known. */
  readonly megawatts: number | undefined;
  /** For how long a part is not known while another is, in milliseconds. */
  readonly missingMs: number;
}

/** Sum of some series in one bucket, as far as they are known. Of a series that has no values at all nothing is expected. */
export function sumOfParts(
  parts: readonly ProfilePart[],
  bucket: number,
  { statistic, isNet }: ProfileSumOptions,
): ProfileSum {
  const pointIn = (points: Points) => points.find((one) => one.bucket === bucket);
  const known = parts
    .filter(({ points }) => points.length > 0)
    .map(({ points, consumption, isExport }) => {
      const point = pointIn(points);
      const value = (statistic === 'mean' ? point?.meanMegawatts : point?.medianMegawatts) ?? 0;
      const outMs = coveredMsOf(point);
      return { value: isExport ? -value : value, outMs, inMs: coveredMsOf(pointIn(consumption)) };
    });
  const fullestMs = Math.max(0, ...known.map(({ outMs }) => outMs));
  let megawatts = 0;
  let leastMs = fullestMs;
  for (const { value, outMs, inMs } of known) {
    const coveredMs = Math.min(fullestMs, outMs + inMs);
    if (coveredMs > 0) megawatts += (value * outMs) / coveredMs;
    leastMs = Math.min(leastMs, coveredMs);
  }
  const isKnown = isNet ? leastMs > 0 : fullestMs > 0;
  return { megawatts: isKnown ? megawatts : undefined, missingMs: fullestMs - leastMs };
}

/** A client that does not tell how long its figures rest on has them for all of the time. */
function coveredMsOf(point: Points[number] | undefined): number {
  return point ? (point.coveredMs ?? 1) : 0;
}
