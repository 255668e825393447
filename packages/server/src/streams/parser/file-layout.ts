import {
  type ColumnNames,
  RESOLUTION_COLUMN,
  type StreamDefinition,
  TIME_COLUMN,
  UPDATE_TIME_COLUMN,
} from '../definitions.ts';
import { FileRejectedError } from './file-rejected-error.ts';

/** Where each needed column stands in a file, found by header name and never by position. */
export interface FileLayout {
  /** Byte between columns: tab, or comma in copies that a spreadsheet has saved. */
  readonly delimiter: number;
  readonly columnCount: number;
  readonly time: number;
  readonly resolution: number;
  readonly updateTime: number;
  readonly areas: readonly AreaLayout[];
  /** -1 where the stream has none. */
  readonly productionType: number;
  /** One for each of the stream's `values`, in their order. */
  readonly values: readonly number[];
  /** The columns that together name the series of a row. */
  readonly key: readonly number[];
  /** Names as they stand in the header, for messages. */
  readonly names: readonly string[];
}

interface AreaLayout {
  readonly eic: number;
  readonly areaType: number;
  readonly name: number;
  readonly mapCode: number;
}

const TAB = 9;
const COMMA = 44;

/**
 * Reads the header line of an export. Columns that no stream needs are ignored.
 *
 * @throws FileRejectedError that names the columns which are missing or stand there twice.
 */
export function readFileLayout(header: string, stream: StreamDefinition): FileLayout {
  if (/^\s*</.test(header)) throw new FileRejectedError('line 1: an HTML or XML page, not an export');
  if (header.includes('\0')) {
    throw new FileRejectedError('line 1: NUL bytes; UTF-16 is read only with a byte order mark');
  }
  const delimiter = header.includes('\t') || !header.includes(',') ? TAB : COMMA;
  const names = header.split(String.fromCharCode(delimiter));
  const missing: string[] = [];
  const find = (column: ColumnNames): number => {
    const found = names.flatMap((name, index) => (column.includes(name) ? [index] : []));
    if (found.length > 1)
      throw new FileRejectedError(`line 1: the column ${names[found[0] ?? 0]} stands there twice`);
    if (found.length === 0) missing.push(column.join(' or '));
    return found[0] ?? -1;
  };
  const areas = stream.areas.map((area) => ({
    eic: find(area.eic),
    areaType: find(area.areaType),
    name: find(area.name),
    mapCode: find(area.mapCode),
  }));
  const productionType = stream.productionType ? find(stream.productionType) : -1;
  const layout: FileLayout = {
    delimiter,
    columnCount: names.length,
    time: find(TIME_COLUMN),
    resolution: find(RESOLUTION_COLUMN),
    updateTime: find(UPDATE_TIME_COLUMN),
    areas,
    productionType,
    values: stream.values.map((value) => find(value.column)),
    key: [
      ...areas.flatMap((area) => [area.eic, area.areaType]),
      ...(productionType >= 0 ? [productionType] : []),
    ],
    names,
  };
  if (missing.length > 0) {
    throw new FileRejectedError(
      `line 1: not an export of ${stream.name}, it lacks the column ${missing.join(', ')}`,
    );
  }
  return layout;
}
