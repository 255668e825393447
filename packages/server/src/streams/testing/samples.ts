import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const FOLDER = new URL('../../../../../examples/demo/samples/', import.meta.url);

/** For tests: a real export of the demo's samples, such as `load/2022_01_10_01_ActualTotalLoad6.1.A.csv`. */
export function sample(path: string): Buffer {
  return gunzipSync(readFileSync(new URL(`${path}.gz`, FOLDER)));
}

/** Real exports of every kind, for tests that must hold for all of them. */
export const SAMPLES: readonly string[] = [
  'load/2022_01_01_00_ActualTotalLoad6.1.A.csv',
  'load/2022_01_10_01_ActualTotalLoad6.1.A.csv',
  'generation/2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv',
  'flows/2022_01_02_16_PhysicalFlows12.1.G.csv',
  'dialects/2014_12_ActualTotalLoad_6.1.A.csv',
  'dialects/2015_03_PhysicalFlows_12.1.G.csv',
  'dialects/2022_01_02_08_AggregatedGenerationPerType16.1.BC.csv',
];
