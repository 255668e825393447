import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import type { BusEvent, EventBus } from '../../platform/bus/event-bus.ts';
import type { Log } from '../../platform/log.ts';
import type { Database } from '../../platform/postgres/database.ts';
import { type FileReady, TOPICS } from '../events.ts';
import type { ParsedMonthHead } from '../parser/parsed-month.ts';
import { applyMonth, type ImportOutcome } from './apply-month.ts';
import { readIncomingMonth } from './incoming-month.ts';

export interface ImporterOptions {
  readonly database: Database;
  readonly bus: EventBus;
  readonly blobs: BlobStore;
  readonly log: Log;
}

/**
 * Applies every file that a parser announces, until the signal aborts. Safe to run twice and to be told
 * the same file again. A parsed file that is missing or not what its hash says is tried five times and
 * then parked, visible as a dead letter.
 */
export async function runImporter(
  options: ImporterOptions,
  signal: AbortSignal,
  ready: () => void,
): Promise<void> {
  await options.bus.consume({
    topic: TOPICS.fileReady,
    group: 'importer',
    handle: async (event: BusEvent) => {
      // The bus carries what our own parser published in the same version of this type.
      await importFile(event.payload as FileReady, options);
    },
    onListening: ready,
    signal,
  });
}

/** Applies one announced file. */
export async function importFile(event: FileReady, options: ImporterOptions): Promise<ImportOutcome> {
  const started = performance.now();
  const month = await readIncomingMonth(options.blobs, event.blob);
  const client = await options.database.connect();
  try {
    const outcome = await applyMonth(month, { client, bus: options.bus, force: event.force });
    const { status, reason, revision } = outcome;
    const ms = Math.round(performance.now() - started);
    const level = status === 'quarantined' ? 'warn' : 'info';
    options.log[level]({ file: event.file, status, reason, revision: revision?.id, ms }, 'import');
    const remarks = remarksOn(month.head);
    return remarks.length > 0 ? { ...outcome, remarks } : outcome;
  } finally {
    await client.end();
  }
}

function remarksOn({ rowsRead, rowsBad, duplicates, rounded, issues }: ParsedMonthHead): string[] {
  const first = issues.find(({ bad }) => bad);
  const remarks: string[] = [];
  if (first) {
    remarks.push(
      `${rowsBad} of ${rowsRead} rows are bad and left out, what was stored in their place is kept; the first is line ${first.line}: ${first.reason}`,
    );
  }
  if (duplicates > 0) remarks.push(`${duplicates} rows have the key of another: the latest UpdateTime wins`);
  if (rounded > 0) remarks.push(`${rounded} values are finer than a kilowatt and rounded`);
  return remarks;
}
