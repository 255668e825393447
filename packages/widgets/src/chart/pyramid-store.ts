import type { ChartSeries } from './chart-series.ts';
import type { Segment } from './segment.ts';
import { SegmentPyramid } from './segment-pyramid.ts';
import { splitAtGaps } from './split-at-gaps.ts';

/** What a series is drawn from. */
type PyramidSource = Pick<ChartSeries, 'id' | 'segments'>;

/**
 * The pyramids of the series of one chart. A series that has stayed the same keeps its pyramids, one that
 * has grown or been revised has them patched.
 */
export class PyramidStore {
  readonly #known = new Map<string, { segments: readonly Segment[]; pyramids: readonly SegmentPyramid[] }>();

  /** The pyramids of a series, in time order, each without a gap in it. */
  of({ id, segments }: PyramidSource): readonly SegmentPyramid[] {
    const known = this.#known.get(id);
    if (known?.segments === segments) return known.pyramids;
    const before = new Map(known?.pyramids.map((pyramid) => [keyOf(pyramid), pyramid]));
    const pyramids = splitAtGaps(segments).map(
      (segment) => new SegmentPyramid(segment, before.get(keyOf(segment))),
    );
    this.#known.set(id, { segments, pyramids });
    return pyramids;
  }
}

function keyOf({ start, stepMs }: Segment): string {
  return `${start} ${stepMs}`;
}
