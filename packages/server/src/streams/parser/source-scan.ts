import type { SourceFile } from '../../platform/sources/file-source.ts';
import type { StreamName } from '../definitions.ts';
import { type ExportFileName, parseExportFileName } from './export-file-name.ts';

/** A file of the source with what its name says. */
export interface Candidate {
  readonly file: SourceFile;
  readonly name: ExportFileName;
}

/** What a parser remembers of a file it has seen. */
export interface SeenFile {
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: Date;
  readonly outcome: 'ready' | 'rejected';
}

/**
 * The files worth looking at, per month with the newest first: each file holds its month from the first
 * day on, so an older one is needed only where a newer one cannot be understood. Files that were
 * seen as they are now are left out, and so is everything older than one that was ready.
 */
export function filesToIngest(
  files: readonly SourceFile[],
  seen: readonly SeenFile[],
  stream: StreamName,
): Candidate[][] {
  const memory = new Map(seen.map((file) => [file.name, file]));
  const months = new Map<string, Candidate[]>();
  for (const file of files) {
    const name = parseExportFileName(file.name);
    if (name?.stream !== stream) continue;
    months.set(name.month, [...(months.get(name.month) ?? []), { file, name }]);
  }
  return [...months.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, candidates]) => unseen(candidates, memory))
    .filter((candidates) => candidates.length > 0);
}

function unseen(candidates: Candidate[], memory: ReadonlyMap<string, SeenFile>): Candidate[] {
  const newestFirst = candidates.sort(
    (one, other) =>
      other.name.upTo.getTime() - one.name.upTo.getTime() ||
      other.file.modifiedAt.getTime() - one.file.modifiedAt.getTime(),
  );
  const result: Candidate[] = [];
  for (const candidate of newestFirst) {
    const before = memory.get(candidate.file.name);
    const unchanged =
      before?.size === candidate.file.size &&
      before.modifiedAt.getTime() === candidate.file.modifiedAt.getTime();
    if (unchanged && before.outcome === 'ready') break;
    if (!unchanged) result.push(candidate);
  }
  return result;
}
