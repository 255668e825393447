import type { AreaType } from '../streams/definitions.ts';
import { bucketsStartingIn, bucketsTouching } from '../streams/query/bucket-length.ts';
import type { MsRange } from '../streams/query/encode-runs.ts';
import type { AreaIdentity } from '../streams/series-identity.ts';
import type { SeriesChange } from './live-store.ts';

/** Which series of a stream are watched, and over which time. */
export interface SeriesView {
  /** Equal for views that see the same. */
  readonly key: string;
  /** The role of all areas that are watched; undefined where one of the areas is given. */
  readonly everyArea: AreaType | undefined;
  /** Identity of the area; for flows of the one that the power leaves. */
  readonly area: string | undefined;
  /** Flows: identity of the area that the power enters. */
  readonly toArea: string | undefined;
  /** Generation: only these types; all if empty. */
  readonly productionTypes: ReadonlySet<string>;
  /** Of buckets: from the start of the first to the end of the last. */
  readonly range: MsRange;
  /** Length of the buckets that it sees; 0 for values as published. */
  readonly bucketSeconds: number;
}

/** What a view is made of. Without an area it is of all that have the role. */
export interface SeriesViewParts {
  readonly areaType: AreaType;
  readonly area?: AreaIdentity | undefined;
  readonly toArea?: AreaIdentity | undefined;
  readonly productionTypes: readonly string[];
  readonly range: MsRange;
  /** Absent for values as published. */
  readonly bucketSeconds?: number | undefined;
}

/** Identity of an area in its role, whatever its labels; it outlives a reset of the storage, unlike a row's id. */
export function areaKey(area: AreaIdentity): string {
  return `${area.eic}|${area.areaType}`;
}

/** Makes a view. */
export function seriesView(parts: SeriesViewParts): SeriesView {
  const { bucketSeconds = 0 } = parts;
  const range = bucketSeconds > 0 ? bucketsStartingIn(parts.range, bucketSeconds) : parts.range;
  const area = parts.area && areaKey(parts.area);
  const toArea = parts.toArea && areaKey(parts.toArea);
  const productionTypes = new Set(parts.productionTypes);
  const everyArea = area === undefined && toArea === undefined ? parts.areaType : undefined;
  const types = [...productionTypes].sort();
  const key = JSON.stringify([everyArea, area, toArea, types, range.from, range.to, bucketSeconds]);
  return { key, everyArea, area, toArea, productionTypes, range, bucketSeconds };
}

/** The part of a change that a view sees, of buckets the whole of those it touches; undefined if it sees none. */
export function clipToView({ series, range }: SeriesChange, view: SeriesView): SeriesChange | undefined {
  const { everyArea, area, toArea, productionTypes, bucketSeconds } = view;
  if (everyArea !== undefined && everyArea !== series.area.areaType) return undefined;
  if (area !== undefined && area !== areaKey(series.area)) return undefined;
  if (toArea !== undefined && (!series.toArea || toArea !== areaKey(series.toArea))) return undefined;
  if (productionTypes.size > 0 && !productionTypes.has(series.productionType ?? '')) return undefined;
  const from = Math.max(range.from, view.range.from);
  const to = Math.min(range.to, view.range.to);
  if (from >= to) return undefined;
  if (bucketSeconds === 0) return { series, range: { from, to } };
  return { series, range: bucketsTouching({ from, to }, bucketSeconds), bucketSeconds };
}
