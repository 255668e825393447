import { rm } from 'node:fs/promises';
import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import type { Log } from '../../platform/log.ts';
import type { FileSource } from '../../platform/sources/file-source.ts';
import { removeOtherDownloads } from '../../platform/sources/part-file.ts';
import { SourceError, type SourceFailure } from '../../platform/sources/source-error.ts';
import type { StreamName } from '../definitions.ts';
import type { FileReady } from '../events.ts';
import { fileProblem } from '../importer/import-guard.ts';
import { FileRejectedError } from './file-rejected-error.ts';
import { hashFile, type IngestedFile, ingestFile } from './ingest-file.ts';
import type { ParseOptions } from './parse-export.ts';
import type { ParserStore } from './parser-store.ts';
import { type Candidate, filesToIngest } from './source-scan.ts';

export interface IngestSourceOptions extends ParseOptions {
  readonly stream: StreamName;
  readonly source: FileSource;
  readonly store: ParserStore;
  readonly blobs: BlobStore;
  /** Where downloads lie while they are parsed, and nothing else. */
  readonly folder: string;
  readonly log: Log;
}

/** Failures of a source that the next file would only meet again. */
const OF_THE_SERVER: readonly SourceFailure[] = ['unreachable', 'timeout', 'tls', 'busy', 'refused'];

/**
 * Looks at the source once, announces what is new, and returns what it announced. A file that cannot be fetched
 * keeps no other waiting.
 *
 * @throws SourceError of a file that could not be fetched, when the others are done: of the first one that may pass soon, or else
 *   of the first.
 */
export async function ingestSource(options: IngestSourceOptions, signal: AbortSignal): Promise<FileReady[]> {
  const { source, store, stream, folder, log } = options;
  const months = filesToIngest(await source.list(signal), await store.seenFiles(), stream);
  await removeOtherDownloads(
    folder,
    months.flat().map(({ file }) => file.name),
  );
  const announced: FileReady[] = [];
  let failure: SourceError | undefined;
  for (const candidates of months) {
    for (const candidate of candidates) {
      signal.throwIfAborted();
      const ingested = await ingestCandidate(candidate, options, signal).catch((error: unknown) => {
        if (!(error instanceof SourceError) || OF_THE_SERVER.includes(error.reason)) throw error;
        log.warn({ file: candidate.file.name, reason: error.message }, 'file not fetched');
        if (!failure || (error.isPassing && !failure.isPassing)) failure = error;
        return undefined;
      });
      if (!ingested) continue;
      announced.push(ingested.event);
      // A file that will be quarantined does not spare the one before it.
      if (!fileProblem({ ...ingested.parsed, firstBad: '' })) break;
    }
  }
  if (failure) throw failure;
  return announced;
}

/** Undefined if the file was rejected. */
async function ingestCandidate(
  { file, name }: Candidate,
  options: IngestSourceOptions,
  signal: AbortSignal,
): Promise<IngestedFile | undefined> {
  const { source, store, folder, log } = options;
  const path = await source.fetch(file, folder, signal);
  try {
    const ingested = await ingestFile(path, name, options);
    const { parsed } = ingested;
    await store.fileReady(file, ingested.event);
    log.info(
      { file: file.name, rows: parsed.rowsRead, kept: parsed.rowsKept, bad: parsed.rowsBad },
      'file ready',
    );
    return ingested;
  } catch (error) {
    if (!(error instanceof FileRejectedError)) throw error;
    await store.fileRejected(file, name, { sha256: await hashFile(path), reason: error.message });
    log.warn({ file: file.name, reason: error.message }, 'file rejected');
    return undefined;
  } finally {
    await rm(path, { force: true });
  }
}
