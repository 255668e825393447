import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { hasCode } from '../platform/has-code.ts';
import { importPath } from '../streams/import-path.ts';
import type { ImportOutcome } from '../streams/importer/apply-month.ts';
import { parseExportFileName } from '../streams/parser/export-file-name.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';
import { withNode } from './with-node.ts';

/** `wattlet import FILE…`: brings files in by hand, by the same way as those of a source. */
export function importCommand(): Command {
  return new Command('import')
    .description('import monthly export files by hand, in the given order')
    .argument('<file...>', 'for example 2022_01_10_01_ActualTotalLoad6.1.A.csv')
    .option('--force', 'apply also what is older than what is stored, looks cut off or would remove much')
    .addHelpText(
      'after',
      `
The name of a file says what it is: YYYY_MM_DD_HH_ or YYYY_MM_, then ActualTotalLoad6.1.A,
AggregatedGenerationPerType16.1.BC or PhysicalFlows12.1.G, then .csv.
A server may run on the same home; its pages show the new data at once.`,
    )
    .action(importFiles);
}

async function importFiles(files: string[], { force = false }: { force?: boolean }): Promise<void> {
  const named = await Promise.all(
    files.map(async (path) => {
      const name = parseExportFileName(basename(path));
      if (name) return { path, name, size: await fileSize(path) };
      throw new UsageError(`${path} is not named like an export (see wattlet import --help)`);
    }),
  );
  await withNode(async (node) => {
    for (const { path, name, size } of named) {
      const started = performance.now();
      progress(`${name.name}: importing ${(size / 1e6).toFixed(1)} MB …`);
      const outcome = await importPath(path, name, { node, force });
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${outcome.status.padEnd(11)} ${name.name}  ${describe(outcome)}  ${seconds} s\n`);
      for (const remark of outcome.remarks ?? []) process.stdout.write(`            ${remark}\n`);
      if (outcome.status === 'rejected' || outcome.status === 'quarantined') process.exitCode = EXIT.failed;
    }
  });
}

function describe({ reason, revision }: ImportOutcome): string {
  if (!revision) return reason;
  const { id, seriesChanged, from, to } = revision;
  return `revision ${id}: ${seriesChanged} series changed, ${from.toISOString()} to ${to.toISOString()}`;
}

async function fileSize(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  throw new UsageError(`${path} is no file`);
}

/** Says what is going on to a person who watches; the answer alone goes to standard output. */
function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
}
