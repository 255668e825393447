import { type Database, openDatabase } from '../../../platform/postgres/database.ts';
import { migrate } from '../../../platform/postgres/migrate.ts';
import { createTestDatabase } from '../../../platform/postgres/test-database.ts';
import type { AreaType, Measure, StreamName } from '../../definitions.ts';
import { summaryColumns } from './summary-columns.ts';

/** A series to store; areas are map codes, made up with an EIC code where it is not given. */
export interface FixtureSeries {
  readonly area: string;
  readonly eic?: string;
  readonly areaType?: AreaType;
  readonly toArea?: string;
  readonly productionType?: string;
  readonly measure?: Measure;
}

/** A chunk to store; values that are left out at the end of the day are gaps. */
export interface FixtureChunk {
  readonly seriesId: number;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly minutes: number;
  readonly kilowatts: readonly (number | null)[];
  readonly revision?: number;
  readonly updatedAt?: Date;
}

/** The three streams in an empty database, filled directly, without an importer. */
export interface StreamFixture extends AsyncDisposable {
  readonly url: string;
  readonly databases: Readonly<Record<StreamName, Database>>;
  addSeries(stream: StreamName, series: FixtureSeries): Promise<number>;
  /** Stores a chunk, replacing and archiving the one before, and moves the stream's head to its revision. */
  putChunk(stream: StreamName, chunk: FixtureChunk): Promise<void>;
}

/** Creates the streams. Dispose of them when the tests are over. */
export async function createStreamFixture(): Promise<StreamFixture> {
  const testDatabase = await createTestDatabase();
  const { url } = testDatabase;
  const folders = [new URL('../../migrations/', import.meta.url)];
  const open = async (schema: StreamName) => {
    await migrate({ url, schema, folders });
    return openDatabase({ url, schema, max: 4 });
  };
  const databases = {
    load: await open('load'),
    generation: await open('generation'),
    flows: await open('flows'),
  };
  return {
    url,
    databases,
    addSeries: (stream, series) => addSeries(databases[stream], series),
    putChunk: (stream, chunk) => putChunk(databases[stream], chunk),
    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(databases).map((database) => database.close()));
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

async function addArea(
  { sql }: Database,
  mapCode: string,
  areaType: AreaType,
  eic?: string,
): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into area (eic, area_type, map_code, name)
    values (${eic ?? `10Y${mapCode.padEnd(13, '-')}`}, ${areaType}, ${mapCode}, ${`${mapCode} ${areaType}`})
    on conflict (eic, area_type) do update set map_code = excluded.map_code
    returning id`;
  if (!row) throw new Error('no area');
  return row.id;
}

async function addSeries(database: Database, series: FixtureSeries): Promise<number> {
  const { area, areaType = 'CTY', toArea, productionType = null, eic } = series;
  const areaId = await addArea(database, area, areaType, eic);
  const toAreaId = toArea === undefined ? null : await addArea(database, toArea, areaType);
  const measure = series.measure ?? (productionType === null ? 'value' : 'output');
  const [row] = await database.sql<{ id: number }[]>`
    insert into series (area_id, to_area_id, production_type, measure)
    values (${areaId}, ${toAreaId}, ${productionType}, ${measure}) returning id`;
  if (!row) throw new Error('no series');
  return row.id;
}

async function putChunk({ sql }: Database, chunk: FixtureChunk): Promise<void> {
  const { seriesId, day, minutes, revision = 1, updatedAt = new Date() } = chunk;
  const kilowatts = Array.from({ length: 1440 / minutes }, (_, slot) => chunk.kilowatts[slot] ?? null);
  const present = kilowatts.flatMap((value, slot) => (value === null ? [] : [slot]));
  const { low, high, total } = summaryColumns(kilowatts);
  const at = (slot: number) => new Date(Date.parse(day) + slot * minutes * 60_000);
  await sql.begin(async (tx) => {
    await tx`
      insert into chunk_history
      select series_id, day, resolution_minutes, kilowatts, low, high, total, present, revision, updated_at, ${updatedAt}
      from chunk where series_id = ${seriesId} and day = ${day}::date and resolution_minutes = ${minutes}`;
    await tx`
      insert into chunk (series_id, day, resolution_minutes, kilowatts, low, high, total, present, digest, revision,
        updated_at)
      values (${seriesId}, ${day}::date, ${minutes}, ${kilowatts}::integer[], ${low}, ${high}, ${total},
        ${present.length}, gen_random_uuid(), ${revision}, ${updatedAt})
      on conflict (series_id, day, resolution_minutes) do update
      set kilowatts = excluded.kilowatts, low = excluded.low, high = excluded.high, total = excluded.total,
        present = excluded.present, revision = excluded.revision, updated_at = excluded.updated_at`;
    if (present.length > 0) {
      await tx`
        update series set data_from = least(data_from, ${at(present[0] ?? 0)}),
          data_until = greatest(data_until, ${at((present.at(-1) ?? 0) + 1)})
        where id = ${seriesId}`;
    }
    await tx`update stream_state set head = greatest(head, ${revision}::bigint)`;
  });
}
