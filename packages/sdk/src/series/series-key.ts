/** One of the three streams: actual total load, generation per production type, cross-border flows. */
export type StreamName = 'load' | 'generation' | 'flows';

/** The role in which an area is published: country, bidding zone or control area. */
export type AreaType = 'CTY' | 'BZN' | 'CTA';

/** What a series measures: `output` and `consumption` for generation, `value` for load and flows. */
export type Measure = 'value' | 'output' | 'consumption';

/** An area of the European grid. Its identity is the EIC code together with the role. */
export interface Area {
  /** EIC code, ENTSO-E reference 'Y' codes. */
  readonly eic: string;
  readonly areaType: AreaType;
  /** Short alias, for example `GR` or `DE_LU`. Not unique over time. */
  readonly mapCode: string;
  readonly name: string;
  /** IANA time zone of the area, for labels and day buckets. */
  readonly timeZone: string;
  /** Start of the first interval with a value, epoch milliseconds. */
  readonly dataFrom?: number;
  /** End of the last interval with a value, epoch milliseconds. */
  readonly dataUntil?: number;
}

/** What makes a series different from every other of its stream. */
export interface SeriesKey {
  /** The area; for flows the area that the power leaves. */
  readonly area: Area;
  /** Flows: the area that the power enters. */
  readonly toArea?: Area;
  /** Generation: the production type as published, for example `Fossil Brown coal/Lignite`. */
  readonly productionType?: string;
  readonly measure: Measure;
}

/**
 * A text that is equal for two keys exactly when they name the same series of a stream; for use as
 * the key of a Map. Names, time zones and data ranges of the areas do not count.
 */
export function seriesKeyId({ area, toArea, productionType, measure }: SeriesKey): string {
  return JSON.stringify([
    area.eic,
    area.areaType,
    toArea?.eic ?? null,
    toArea?.areaType ?? null,
    productionType ?? null,
    measure,
  ]);
}
