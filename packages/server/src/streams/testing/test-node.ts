import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config.ts';
import { openNode, type WattletNode } from '../../node.ts';
import { createTestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import type { StreamName } from '../definitions.ts';
import { importPath } from '../import-path.ts';
import type { ImportOutcome } from '../importer/apply-month.ts';
import { exportName } from './export-text.ts';

/** For tests: a node on a database and a home folder of its own. */
export interface TestNode extends AsyncDisposable {
  readonly node: WattletNode;
  readonly config: Config;
  readonly folder: string;
  /** Imports content as a file of this name. */
  importFile(file: string, content: string | Buffer, options?: { force?: boolean }): Promise<ImportOutcome>;
  /** Everything stored of a stream that a reader can see: points, ranges of series, areas. */
  state(stream: StreamName): Promise<unknown>;
  /** Changes announced on the bus and for watchers, oldest first. */
  changes(stream: StreamName): Promise<{ revision: number; key: string; from: Date; to: Date }[]>;
}

/** For tests: opens a node; `env` is put over the test's settings. */
export async function openTestNode(env: Record<string, string> = {}): Promise<TestNode> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-test-'));
  const config = readConfig({
    DATABASE_URL: database.url,
    WATTLET_HOME: folder,
    PORT: '0',
    WATTLET_OPEN_DATA: '1',
    ...env,
  });
  const node = await openNode(config, silentLog);
  const sqlOf = (stream: StreamName) => node.streams[stream].database.sql;
  return {
    node,
    config,
    folder,
    async importFile(file, content, { force = false } = {}) {
      const path = join(folder, file);
      await writeFile(path, content);
      return importPath(path, exportName(file), { node, force });
    },
    async state(stream) {
      const sql = sqlOf(stream);
      return {
        points: await sql`
          select a.eic, a.area_type, b.eic as to_eic, s.production_type, s.measure, p.start, p.resolution_minutes, p.megawatts
          from point p join series s on s.id = p.series_id
          join area a on a.id = s.area_id left join area b on b.id = s.to_area_id
          order by 1, 2, 3, 4, 5, 6, 7`,
        series: await sql`
          select a.eic, a.area_type, b.eic as to_eic, s.production_type, s.measure, s.data_from, s.data_until
          from series s join area a on a.id = s.area_id left join area b on b.id = s.to_area_id
          order by 1, 2, 3, 4, 5`,
      };
    },
    async changes(stream) {
      return sqlOf(stream)<{ revision: number; key: string; from: Date; to: Date }[]>`
        select c.revision::int, concat_ws(' ', a.map_code, a.area_type, b.map_code, s.production_type) as key,
          c.range_from as from, c.range_to as to
        from series_change c join series s on s.id = c.series_id
        join area a on a.id = s.area_id left join area b on b.id = s.to_area_id
        order by 1, 2, 3`;
    },
    async [Symbol.asyncDispose]() {
      await node[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
