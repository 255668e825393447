import { createHash } from 'node:crypto';
import { type AreaType, STREAMS } from '../definitions.ts';
import { decodeText } from './decode-text.ts';
import type { ExportFileName } from './export-file-name.ts';
import { readFileLayout } from './file-layout.ts';
import { FileRejectedError } from './file-rejected-error.ts';
import { type Issue, IssueLog } from './issue-log.ts';
import { daysInMonth } from './month-length.ts';
import { type MonthColumn, MonthTable } from './month-table.ts';
import { MAX_LINE_BYTES, RowScanner } from './scan-rows.ts';

/** Most series of one file. Real ones have 2,200. */
const MAX_SERIES = 20_000;

export interface ParseOptions {
  /** Roles that are kept; rows in others are left out. */
  readonly areaTypes: ReadonlySet<AreaType>;
  /** Largest file that is read. */
  readonly maxFileBytes: number;
}

/** What an export says, after filtering. */
export interface ParsedExport {
  readonly name: ExportFileName;
  /** Of the file as it came, lower-case hex. */
  readonly sha256: string;
  /** Its size. */
  readonly bytes: number;
  /** Lines below the header that are not empty. */
  readonly rowsRead: number;
  /** Rows in a kept role, duplicates among them. */
  readonly rowsKept: number;
  readonly rowsBad: number;
  readonly duplicates: number;
  /** Values with more digits than kilowatts hold. */
  readonly rounded: number;
  readonly lastLineCut: boolean;
  /** The first issues; the counts hold all. */
  readonly issues: readonly Issue[];
  /** Each overwrites the kilowatts of the one before. */
  readonly columns: () => Iterable<MonthColumn>;
}

/**
 * Reads an export from its bytes, in constant memory. A piece of them is not needed any more when the next is asked for.
 *
 * @throws FileRejectedError when it is not an export of the stream in its name.
 */
export async function parseExport(
  content: AsyncIterable<Buffer>,
  name: ExportFileName,
  options: ParseOptions,
): Promise<ParsedExport> {
  const file = new CountedFile(content, options.maxFileBytes);
  const issues = new IssueLog();
  const stream = STREAMS[name.stream];
  const table = new MonthTable({
    days: daysInMonth(name.month),
    values: stream.values.length,
    maxSeries: MAX_SERIES,
  });
  let scanner: RowScanner | undefined;
  let head: Buffer = Buffer.alloc(0);

  const start = (header: Buffer): RowScanner => {
    const layout = readFileLayout(header.toString('utf8').replace(/\r$/, ''), stream);
    return new RowScanner(name, { stream, layout, areaTypes: options.areaTypes, table, issues });
  };

  for await (const chunk of textOf(file.pieces())) {
    if (scanner) {
      scanner.push(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(10);
    if (end > MAX_LINE_BYTES || (end < 0 && head.length > MAX_LINE_BYTES)) {
      throw new FileRejectedError(`line 1: longer than ${MAX_LINE_BYTES} bytes`);
    }
    if (end >= 0) {
      scanner = start(head.subarray(0, end));
      scanner.push(head.subarray(end + 1));
    }
  }
  if (!scanner) {
    if (head.length === 0) throw new FileRejectedError('the file is empty, it has not even a header line');
    scanner = start(head);
  }
  scanner.end();
  return {
    name,
    sha256: file.digest(),
    bytes: file.bytes,
    rowsRead: scanner.rowsRead,
    rowsKept: scanner.rowsKept,
    rowsBad: issues.badRows,
    duplicates: scanner.duplicates,
    rounded: scanner.rounded,
    lastLineCut: scanner.lastLineCut,
    issues: issues.issues,
    columns: () => table.columns(),
  };
}

/** Hashes and counts what passes. */
class CountedFile {
  bytes = 0;
  readonly #content: AsyncIterable<Buffer>;
  readonly #maxBytes: number;
  readonly #hash = createHash('sha256');

  constructor(content: AsyncIterable<Buffer>, maxBytes: number) {
    this.#content = content;
    this.#maxBytes = maxBytes;
  }

  async *pieces(): AsyncGenerator<Buffer> {
    for await (const piece of this.#content) {
      this.bytes += piece.length;
      if (this.bytes > this.#maxBytes) {
        throw new FileRejectedError(`the file is larger than ${this.#maxBytes} bytes`);
      }
      this.#hash.update(piece);
      yield piece;
    }
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

async function* textOf(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* decodeText(content);
  } catch (error) {
    if (error instanceof TypeError)
      throw new FileRejectedError('the file is not well-formed UTF-16', { cause: error });
    throw error;
  }
}
