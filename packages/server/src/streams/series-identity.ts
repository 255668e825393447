import type { AreaType, Measure } from './definitions.ts';

/** An area in one of its roles, as a file names it. (EIC, role) is its identity, the rest are labels. */
export interface AreaIdentity {
  readonly eic: string;
  readonly areaType: AreaType;
  readonly mapCode: string;
  readonly name: string;
}

/** What makes a series different from every other of its stream. */
export interface SeriesIdentity {
  readonly area: AreaIdentity;
  /** Flows: the area that the power enters. */
  readonly toArea?: AreaIdentity;
  /** Generation: as published. */
  readonly productionType?: string;
  readonly measure: Measure;
}

/** The identity as one string: equal for equal identities, whatever the labels. */
export function seriesIdentityKey(series: SeriesIdentity): string {
  const { area, toArea, productionType, measure } = series;
  return [area.eic, area.areaType, toArea?.eic ?? '', productionType ?? '', measure].join('\t');
}
