import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSamples, readSample } from './sample-files.ts';

test('every listed sample can be read and starts with the column names', () => {
  const names = (['load', 'generation', 'flows', 'dialects'] as const).flatMap(listSamples);
  assert.equal(names.length, 32);
  for (const name of names) {
    assert.match(readSample(name).toString('utf8', 0, 60), /^\uFEFF?DateTime[\t,]/, name);
  }
});

test('the samples of a stream are listed oldest first', () => {
  const names = listSamples('generation');
  assert.equal(names.at(0), 'generation/2022_01_01_00_AggregatedGenerationPerType16.1.BC.csv');
  assert.equal(names.at(-1), 'generation/2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv');
});

test('a sample that does not exist is an error that names it', () => {
  assert.throws(() => readSample('load/1999_01.csv'), /load\/1999_01\.csv/);
});
