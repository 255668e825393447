import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SOURCE_FLAGS } from '../scripts/lib/source-flags.mjs';
import type { BenchRow } from './bench-row.ts';
import { createBenchDatabase } from './database.ts';
import { EIGHTH_OF_MONTH, makeMonth, WHOLE_MONTH } from './make-month.ts';
import { median, ROUNDS } from './rounds.ts';

const MOST_MEGABYTES = 200;
/** Flat: eight times the days and rows may take half as much memory more, which is the table of the month. */
const MOST_RATIO = 1.5;
const CHILD = fileURLToPath(new URL('import-memory-child.ts', import.meta.url));

/** `import.memory`: peak resident memory of a process that imports a month, beside one that imports an eighth of it. */
export async function run(): Promise<BenchRow[]> {
  const eighth = await makeMonth('generation', EIGHTH_OF_MONTH);
  const whole = await makeMonth('generation', WHOLE_MONTH);
  const peaks = { eighth: [] as number[], whole: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    peaks.eighth.push(await peakMegabytes(eighth));
    peaks.whole.push(await peakMegabytes(whole));
  }
  const [value, peer_value] = [median(peaks.whole), median(peaks.eighth)];
  const ratio = value / peer_value;
  return [
    {
      id: 'import.memory',
      value,
      unit: 'MB',
      peer: 'itself with an eighth of the file',
      peer_value,
      ratio,
      reach: `≤ ${MOST_MEGABYTES} MB, ratio ≤ ${MOST_RATIO}`,
      reached: value <= MOST_MEGABYTES && ratio <= MOST_RATIO,
      note: 'peak resident memory of a process that imports into an empty stream; the file has eight times the days and rows',
    },
  ];
}

async function peakMegabytes(path: string): Promise<number> {
  await using database = await createBenchDatabase();
  const args = [...SOURCE_FLAGS, CHILD, path];
  const env = { ...process.env, WATTLET_TEST_DATABASE_URL: database.url };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return Number(stdout);
}
