import type { AreaType } from '../definitions.ts';

/** An area in one of its roles, as a stream stores it. */
export interface AreaRow {
  readonly id: number;
  readonly eic: string;
  readonly areaType: AreaType;
  readonly mapCode: string;
  readonly name: string;
}

/** What a code stands for in a role: one area, none (with the roles it has elsewhere), or several. */
export type PickedArea =
  | { readonly kind: 'found'; readonly area: AreaRow }
  | { readonly kind: 'unknown'; readonly otherRoles: readonly AreaType[] }
  | { readonly kind: 'ambiguous'; readonly eics: readonly string[] };

/**
 * Finds the area that a code means among the areas that carry it as EIC or as map code. An EIC wins
 * over a map code that looks like it. Map codes have been given to several areas over
 * time, so one that several areas of the role carry is not guessed at.
 */
export function pickArea(rows: readonly AreaRow[], code: string, areaType: AreaType): PickedArea {
  const inRole = rows.filter((row) => row.areaType === areaType);
  const byEic = inRole.find((row) => row.eic === code);
  const [first, ...more] = byEic ? [byEic] : inRole;
  if (!first) return { kind: 'unknown', otherRoles: [...new Set(rows.map((row) => row.areaType))] };
  if (more.length > 0) return { kind: 'ambiguous', eics: inRole.map((row) => row.eic) };
  return { kind: 'found', area: first };
}
