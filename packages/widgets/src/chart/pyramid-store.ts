import type { ChartSeries } from './chart-series.ts';
import type { ColumnGrid } from './column-grid.ts';
import {
  type EnvelopeColumns,
  envelopeColumns,
  type OwnEnvelopes,
  ownEnvelopes,
} from './envelope-columns.ts';
import { meanColumns } from './mean-columns.ts';
import type { Segment } from './segment.ts';
import { SegmentPyramid } from './segment-pyramid.ts';
import { splitAtGaps } from './split-at-gaps.ts';
import type { TimeSpan } from './time-span.ts';

/** What a series is drawn from. */
type PyramidSource = Pick<ChartSeries, 'id' | 'segments'>;

/** What is kept of a series. */
interface KnownSeries {
  readonly segments: readonly Segment[];
  readonly pyramids: readonly SegmentPyramid[];
  /** The columns that were asked for last. */
  means?: { readonly grid: ColumnGrid; readonly range: TimeSpan; readonly columns: Float64Array };
  envelopes?: OwnEnvelopes;
}

/**
 * The pyramids of the series of one chart. A series that has stayed the same keeps its pyramids, one that
 * has grown or been revised has them patched.
 */
export class PyramidStore {
  readonly #known = new Map<string, KnownSeries>();

  /** The pyramids of a series, in time order, each without a gap in it. */
  of(source: PyramidSource): readonly SegmentPyramid[] {
    return this.#get(source).pyramids;
  }

  /** The {@link meanColumns} of a series; the same again where others have been hidden or shown since. */
  meansOf(source: PyramidSource, grid: ColumnGrid, range: TimeSpan): Float64Array {
    const known = this.#get(source);
    const { means, pyramids } = known;
    if (means && isSame(means.grid, grid) && means.range.from === range.from && means.range.to === range.to)
      return means.columns;
    const columns = meanColumns(pyramids, grid, range);
    known.means = { grid, range, columns };
    return columns;
  }

  /** The {@link envelopeColumns} of a series. Of the columns that were asked for last only new ones are looked at. */
  envelopeOf(source: PyramidSource, grid: ColumnGrid, range: TimeSpan): EnvelopeColumns {
    const known = this.#get(source);
    known.envelopes = ownEnvelopes(known.pyramids, grid, known.envelopes, range);
    return envelopeColumns(known.pyramids, known.envelopes);
  }

  #get({ id, segments }: PyramidSource): KnownSeries {
    const known = this.#known.get(id);
    if (known?.segments === segments) return known;
    const before = new Map(known?.pyramids.map((pyramid) => [keyOf(pyramid), pyramid]));
    const pyramids = splitAtGaps(segments).map(
      (segment) => new SegmentPyramid(segment, before.get(keyOf(segment))),
    );
    const made = { segments, pyramids };
    this.#known.set(id, made);
    return made;
  }
}

function isSame(a: ColumnGrid, b: ColumnGrid): boolean {
  return a.columnMs === b.columnMs && a.first === b.first && a.count === b.count;
}

function keyOf({ start, stepMs }: Segment): string {
  return `${start} ${stepMs}`;
}
