import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readConfig } from '../packages/server/src/config.ts';
import { openNode, type WattletNode } from '../packages/server/src/node.ts';
import { silentLog } from '../packages/server/src/platform/testing/silent-log.ts';
import { importPath } from '../packages/server/src/streams/import-path.ts';
import type { ImportOutcome } from '../packages/server/src/streams/importer/apply-month.ts';
import { parseExportFileName } from '../packages/server/src/streams/parser/export-file-name.ts';
import { createBenchDatabase } from './database.ts';

/** A server's parts on a database and a home folder of their own. */
export interface BenchNode extends AsyncDisposable {
  readonly node: WattletNode;
  readonly url: string;
}

/** Opens a node with an empty database, its connections warm. Dispose of it in the end. */
export async function openBenchNode(): Promise<BenchNode> {
  const database = await createBenchDatabase();
  const home = await mkdtemp(join(tmpdir(), 'wattlet-bench-'));
  const node = await openNode(readConfig({ DATABASE_URL: database.url, WATTLET_HOME: home }), silentLog);
  for (const stream of [node.streams.load, node.streams.generation, node.streams.flows]) {
    await stream.migrate();
    await stream.database.sql`select 1`;
  }
  return {
    node,
    url: database.url,
    async [Symbol.asyncDispose]() {
      await node[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/**
 * Imports a file the whole way: parser, object store, importer, until it is committed and what changed is known.
 *
 * @throws if it ends in another way than `expected`: a benchmark of something else would be worthless.
 */
export async function importInto(
  { node }: Pick<BenchNode, 'node'>,
  path: string,
  expected: ImportOutcome['status'],
): Promise<void> {
  const name = parseExportFileName(basename(path));
  if (!name) throw new Error(`${path} is not named like an export`);
  const { status, reason } = await importPath(path, name, { node, force: false });
  if (status !== expected) throw new Error(`${path} was to end as ${expected}, not as ${status}: ${reason}`);
}
