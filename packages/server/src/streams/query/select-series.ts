import { invalidRequest, notFound } from '../../rpc/errors.ts';
import type { AreaType } from '../definitions.ts';
import { type AreaRow, pickArea } from './pick-area.ts';
import {
  findAreas,
  findSeries,
  knownProductionTypes,
  type SeriesRow,
  type StreamSql,
} from './series-store.ts';

/** Which series are asked for, by the codes that people use. Area codes are EIC or map codes. */
export interface SeriesSelection {
  readonly areaType: AreaType;
  /** Load and generation: the area. Flows: the area that the power leaves. */
  readonly area?: string | undefined;
  /** Flows: the area that the power enters. */
  readonly toArea?: string | undefined;
  /** Generation: only these types, as published; empty for all. */
  readonly productionTypes: readonly string[];
}

/** What the parts of a selection are called in the request, for errors. */
export type SelectionFields = Readonly<Record<'area' | 'toArea' | 'productionTypes', string>>;

/**
 * Finds the series of a selection, by area, production type and measure. An unknown area or production type is
 * `not_found`; a map code that several areas of the role carry is `invalid_argument` and names their EIC codes.
 */
export async function selectSeries(
  sql: StreamSql,
  selection: SeriesSelection,
  fields: SelectionFields,
): Promise<SeriesRow[]> {
  const { areaType, productionTypes } = selection;
  const [area, toArea] = await Promise.all([
    findArea(sql, selection.area, areaType, fields.area),
    findArea(sql, selection.toArea, areaType, fields.toArea),
  ]);
  const series = await findSeries(sql, {
    areaType,
    ...(area && { areaId: area.id }),
    ...(toArea && { toAreaId: toArea.id }),
    ...(productionTypes.length > 0 && { productionTypes }),
  });
  const missing = productionTypes.filter((type) => !series.some((row) => row.productionType === type));
  if (missing.length > 0) await refuseUnknownTypes(sql, missing, fields.productionTypes);
  return series;
}

/** The area that a code means in a role; undefined for no code. Refuses as {@link selectSeries} does. */
export async function findArea(
  sql: StreamSql,
  code: string | undefined,
  areaType: AreaType,
  field: string,
): Promise<AreaRow | undefined> {
  if (!code) return undefined;
  const picked = pickArea(await findAreas(sql, code), code, areaType);
  switch (picked.kind) {
    case 'found':
      return picked.area;
    case 'unknown':
      throw notFound({
        field,
        reason: 'UNKNOWN_AREA',
        description:
          picked.otherRoles.length > 0
            ? `area "${code}" is not published as ${areaType} but as ${picked.otherRoles.join(', ')}; ask for that area type`
            : `area "${code}" is unknown to this stream; ListAreas names the areas it has`,
      });
    case 'ambiguous':
      throw invalidRequest([
        {
          field,
          reason: 'AMBIGUOUS_AREA',
          description: `map code "${code}" stands for several areas; use an EIC code: ${picked.eics.join(', ')}`,
        },
      ]);
  }
}

/** An area may lack a type that others have: no data. A type that no area has is a mistake, and `not_found`. */
export async function refuseUnknownTypes(
  sql: StreamSql,
  asked: readonly string[],
  field: string,
): Promise<void> {
  const known = await knownProductionTypes(sql);
  const unknown = asked.find((type) => !known.includes(type));
  if (unknown === undefined) return;
  throw notFound({
    field,
    reason: 'UNKNOWN_PRODUCTION_TYPE',
    description: `production type "${unknown}" is unknown; there is ${known.map((type) => `"${type}"`).join(', ')}`,
  });
}
