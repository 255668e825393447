import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { listSamples, readSample } from '@wattlet/demo/sample-files';
import { STREAMS, type StreamName } from '../packages/server/src/streams/definitions.ts';
import { MonthMaker } from './month-maker.ts';

/** The number grows when files are made in another way than before. */
const FOLDER = new URL('../.cache/bench/month-1/', import.meta.url);
const WRITE_CHARACTERS = 1024 * 1024;

/** Hours of January 2022. */
const MONTH_HOURS = 744;

/** Hour of the month up to which the file of "the whole month" goes, so that one hour more can follow. */
export const WHOLE_MONTH = MONTH_HOURS - 2;
export const NEXT_HOUR = MONTH_HOURS - 1;
/** An eighth of the whole month. */
export const EIGHTH_OF_MONTH = Math.round(WHOLE_MONTH / 8);

/**
 * A MADE export of January 2022, up to some hour of the month: the largest real sample of a stream, repeated over
 * the month as `MonthMaker` says. Files are kept in `.cache/bench`, and made once.
 *
 * @returns the path of the file, which is named like a real one.
 */
export async function makeMonth(stream: StreamName, upToHour: number): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const path = fileURLToPath(new URL(nameOf(stream, upToHour), FOLDER));
  if (existsSync(path)) return path;
  const sample = listSamples(stream).at(-1);
  if (!sample) throw new Error(`there is no sample of ${stream}`);
  process.stderr.write(`Making ${path} from ${sample}\n`);
  const maker = new MonthMaker(readSample(sample).toString('latin1'), STREAMS[stream]);
  const unfinished = `${path}.part`;
  {
    await using file = await open(unfinished, 'w');
    await writeLines(file, maker.lines(upToHour));
  }
  await rename(unfinished, path);
  return path;
}

function nameOf(stream: StreamName, upToHour: number): string {
  const { fileTitle, dataItem } = STREAMS[stream];
  const [day, hour] = [1 + Math.floor(upToHour / 24), upToHour % 24].map((n) => String(n).padStart(2, '0'));
  return `2022_01_${day}_${hour}_${fileTitle}${dataItem}.csv`;
}

async function writeLines(file: FileHandle, lines: Iterable<string>): Promise<void> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < WRITE_CHARACTERS) continue;
    await file.write(text);
    text = '';
  }
  await file.write(text);
}
