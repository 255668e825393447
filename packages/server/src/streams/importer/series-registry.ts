import type { Client } from 'pg';
import { type AreaIdentity, type SeriesIdentity, seriesIdentityKey } from '../series-identity.ts';

/** A series as it is stored. */
export interface RegisteredSeries {
  readonly id: number;
  readonly identity: SeriesIdentity;
}

/** The series of a stream, by `seriesIdentityKey`. */
export type SeriesRegistry = ReadonlyMap<string, RegisteredSeries>;

/**
 * Makes sure that every area and series is known, in the caller's transaction, and returns all series
 * of the stream. Areas and production types that were never seen are added, labels that changed are
 * updated.
 */
export async function registerSeries(
  client: Client,
  identities: readonly SeriesIdentity[],
): Promise<{ registry: SeriesRegistry; added: SeriesIdentity[] }> {
  const known = await readRegistry(client);
  const added = identities.filter((identity) => !known.has(seriesIdentityKey(identity)));
  await upsertAreas(client, areasToWrite(identities, known));
  if (added.length === 0) return { registry: known, added };
  await client.query(
    `insert into series (area_id, to_area_id, production_type, measure)
     select a.id, b.id, s.production_type, s.measure
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       as s (eic, area_type, to_eic, production_type, measure)
     join area a on a.eic = s.eic and a.area_type = s.area_type
     left join area b on b.eic = s.to_eic and b.area_type = s.area_type
     on conflict do nothing`,
    [
      added.map((series) => series.area.eic),
      added.map((series) => series.area.areaType),
      added.map((series) => series.toArea?.eic ?? null),
      added.map((series) => series.productionType ?? null),
      added.map((series) => series.measure),
    ],
  );
  return { registry: await readRegistry(client), added };
}

/**
 * The areas that are not known, or by other labels; always in one order, as each is locked until the import ends and
 * importers of several months may run at once. Mostly none: whatever is proposed uses up an id, of which there are 32,767.
 */
function areasToWrite(identities: readonly SeriesIdentity[], known: SeriesRegistry): AreaIdentity[] {
  const areas = areasOf(identities);
  const knownAreas = areasOf(Array.from(known.values(), ({ identity }) => identity));
  return [...areas]
    .filter(([key, { mapCode, name }]) => {
      const before = knownAreas.get(key);
      return before?.mapCode !== mapCode || before.name !== name;
    })
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, area]) => area);
}

function areasOf(identities: readonly SeriesIdentity[]): Map<string, AreaIdentity> {
  const sides = identities.flatMap(({ area, toArea }) => (toArea ? [area, toArea] : [area]));
  return new Map(sides.map((area) => [`${area.eic} ${area.areaType}`, area]));
}

async function upsertAreas(client: Client, areas: readonly AreaIdentity[]): Promise<void> {
  if (areas.length === 0) return;
  await client.query(
    `insert into area (eic, area_type, map_code, name)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
     on conflict (eic, area_type) do update set map_code = excluded.map_code, name = excluded.name
     where (area.map_code, area.name) is distinct from (excluded.map_code, excluded.name)`,
    [
      areas.map((area) => area.eic),
      areas.map((area) => area.areaType),
      areas.map((area) => area.mapCode),
      areas.map((area) => area.name),
    ],
  );
}

interface SeriesRow {
  id: number;
  eic: string;
  area_type: AreaIdentity['areaType'];
  map_code: string;
  name: string;
  to_eic: string | null;
  to_map_code: string | null;
  to_name: string | null;
  production_type: string | null;
  measure: SeriesIdentity['measure'];
}

async function readRegistry(client: Client): Promise<SeriesRegistry> {
  const { rows } = await client.query<SeriesRow>(
    `select s.id, a.eic, a.area_type, a.map_code, a.name,
       b.eic as to_eic, b.map_code as to_map_code, b.name as to_name, s.production_type, s.measure
     from series s join area a on a.id = s.area_id left join area b on b.id = s.to_area_id`,
  );
  return new Map(
    rows.map((row) => {
      const identity: SeriesIdentity = {
        area: { eic: row.eic, areaType: row.area_type, mapCode: row.map_code, name: row.name },
        ...(row.to_eic !== null && {
          toArea: {
            eic: row.to_eic,
            areaType: row.area_type,
            mapCode: row.to_map_code ?? '',
            name: row.to_name ?? '',
          },
        }),
        ...(row.production_type !== null && { productionType: row.production_type }),
        measure: row.measure,
      };
      return [seriesIdentityKey(identity), { id: row.id, identity }];
    }),
  );
}
