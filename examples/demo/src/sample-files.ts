import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const FOLDER = new URL('../samples/', import.meta.url);

/** Folders of `samples/`: the three streams, and copies in dialects seen in the wild. */
export type SampleFolder = 'load' | 'generation' | 'flows' | 'dialects';

/** A sample by folder and file name, such as `load/2022_01_10_01_ActualTotalLoad6.1.A.csv`. */
export type SampleName = `${SampleFolder}/${string}.csv`;

/** The names in a folder of the samples, oldest export first. */
export function listSamples(folder: SampleFolder): SampleName[] {
  return readdirSync(new URL(`${folder}/`, FOLDER))
    .filter((name) => name.endsWith('.csv.gz'))
    .sort()
    .map((name): SampleName => `${folder}/${name.slice(0, -'.csv.gz'.length)}.csv`);
}

/** The bytes of a sample as they were published. Throws if there is no such sample. */
export function readSample(name: SampleName): Buffer {
  return gunzipSync(readFileSync(new URL(`${name}.gz`, FOLDER)));
}
