import { parseExportFileName } from '../parser/export-file-name.ts';
import { sample } from './samples.ts';

/** For tests: an export as it was an hour after another. */
export interface HourlySnapshot {
  readonly file: string;
  readonly content: string;
}

/**
 * For tests: what a real export of load looked like at the end of each hour of its month up to its own, oldest first.
 * Real exports only gain rows from one hour to the next, so a snapshot is the export cut at its hour.
 */
export function* hourlySnapshots(path: string): Generator<HourlySnapshot, void, undefined> {
  const name = parseExportFileName(path.slice(path.indexOf('/') + 1));
  if (!name) throw new Error(`${path} is no export`);
  const [header = '', ...rows] = sample(path).toString().trimEnd().split('\n');
  const start = Date.parse(name.month);
  for (let end = start + 3_600_000; end <= name.upTo.getTime(); end += 3_600_000) {
    const time = new Date(end).toISOString();
    const [year, month, day, hour] = time.split(/[-T:]/);
    const before = `${time.slice(0, 10)} ${time.slice(11, 16)}`;
    yield {
      file: `${year}_${month}_${day}_${hour}_ActualTotalLoad6.1.A.csv`,
      content: `${[header, ...rows.filter((row) => row < before)].join('\n')}\n`,
    };
  }
}
