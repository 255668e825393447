import type { BlobStore } from '../../platform/blobs/blob-store.ts';
import { readGunzipped } from '../../platform/blobs/read-verified.ts';
import type { MonthColumn } from '../parser/month-table.ts';
import { type ParsedMonthHead, readParsedMonth } from '../parser/parsed-month.ts';

const DAY_MS = 86_400_000;

/** Largest parsed month that is unpacked. A month of generation has 4 MB. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/** A parsed month, ready to be compared with what is stored. */
export interface IncomingMonth {
  readonly head: ParsedMonthHead;
  /** Key in the object store. */
  readonly blob: string;
  readonly days: MonthDays;
  readonly columns: readonly MonthColumn[];
}

/** The days of a month, as days since 1970-01-01, half-open. */
export interface MonthDays {
  readonly from: number;
  readonly to: number;
}

/** The days of a month given as `YYYY-MM-01`. */
export function monthDays(month: string): MonthDays {
  const start = new Date(`${month}T00:00:00Z`);
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
  return { from: start.getTime() / DAY_MS, to: end / DAY_MS };
}

/**
 * Reads a parsed month from the object store.
 *
 * @throws BlobMissingError, BlobCorruptError when its hash is wrong, BlobTooLargeError when it unpacks to
 * too much, ParsedMonthError when it has another format.
 */
export async function readIncomingMonth(blobs: BlobStore, blob: string): Promise<IncomingMonth> {
  const content = await readGunzipped(blobs, blob, { maxOutputBytes: MAX_UNPACKED_BYTES });
  const { head, columns } = readParsedMonth(content);
  return { head, blob, days: monthDays(head.month), columns };
}
