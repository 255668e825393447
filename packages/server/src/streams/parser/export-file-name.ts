import { STREAM_NAMES, STREAMS, type StreamName } from '../definitions.ts';

/** What the name of an export says about its content. */
export interface ExportFileName {
  readonly name: string;
  readonly stream: StreamName;
  /** First day of the month that the file is about, `YYYY-MM-01`. */
  readonly month: string;
  /** The file holds rows of the month that start before this; the end of the month if its name has no hour. */
  readonly upTo: Date;
}

// 2022_01_10_01_ActualTotalLoad6.1.A.csv, 2014_12_ActualTotalLoad_6.1.A.csv,
// 2025_11_AggregatedGenerationPerType_16.1.B_C_r3.1.csv
const NAME = /^(\d{4})_(\d{2})(?:_(\d{2})_(\d{2}))?_([A-Za-z]+)_?([0-9][0-9A-Z._]*?)(?:_r\d(?:\.\d)?)?\.csv$/;

/**
 * Reads the name of an export, or returns undefined if it is not on the allow-list. A name
 * that passes holds no path separator and is safe as a local file name.
 */
export function parseExportFileName(name: string): ExportFileName | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const [, year = '', month = '', day, hour, title, item = ''] = match;
  const stream = STREAM_NAMES.find(
    (candidate) =>
      STREAMS[candidate].fileTitle === title && STREAMS[candidate].dataItem === item.replace('B_C', 'BC'),
  );
  if (!stream || month < '01' || month > '12') return undefined;
  const monthStart = Date.UTC(Number(year), Number(month) - 1, 1);
  const monthEnd = Date.UTC(Number(year), Number(month), 1);
  const upTo = day && hour ? monthStart + ((Number(day) - 1) * 24 + Number(hour)) * 3_600_000 : monthEnd;
  if (upTo < monthStart || upTo > monthEnd || Number(hour ?? 0) > 24) return undefined;
  return { name, stream, month: `${year}-${month}-01`, upTo: new Date(upTo) };
}
