import type { WattletNode } from '../node.ts';
import type { ImportOutcome } from './importer/apply-month.ts';
import { importFile } from './importer/importer-role.ts';
import { recordRejected } from './importer/record-rejected.ts';
import { recordSkipped } from './importer/record-skipped.ts';
import type { ExportFileName } from './parser/export-file-name.ts';
import { FileRejectedError } from './parser/file-rejected-error.ts';
import { hashFile, ingestFile } from './parser/ingest-file.ts';

export interface ImportPathOptions {
  readonly node: Pick<WattletNode, 'config' | 'log' | 'streams' | 'blobs'>;
  readonly force: boolean;
}

/**
 * Imports a file of this machine: parser, object store and importer one after the other, without waiting for a
 * server's roles. The file that was applied last to its month is recognised by its hash and not read again.
 * A file that cannot be understood is noted as rejected and changes nothing.
 */
export async function importPath(
  path: string,
  name: ExportFileName,
  { node, force }: ImportPathOptions,
): Promise<ImportOutcome> {
  const { config, log, streams, blobs } = node;
  const { database, bus, migrate } = streams[name.stream];
  const stop = new AbortController();
  // Started at once, beside what the database is asked; given up where it turns out to be of no use.
  const hashing = force ? undefined : hashFile(path, stop.signal);
  hashing?.catch(() => undefined);
  try {
    await migrate();
    const file = { path, name, areaTypes: config.areaTypes };
    const skipped = hashing && (await recordSkipped(database, file, hashing));
    if (skipped) return skipped;
  } finally {
    stop.abort();
  }
  const { areaTypes, maxFileBytes } = config;
  try {
    const { event } = await ingestFile(path, name, { blobs, force, areaTypes, maxFileBytes });
    return await importFile(event, { database, bus, blobs, log });
  } catch (error) {
    if (!(error instanceof FileRejectedError)) throw error;
    await recordRejected(database.sql, name, { sha256: await hashFile(path), reason: error.message });
    return { status: 'rejected', reason: error.message };
  }
}
