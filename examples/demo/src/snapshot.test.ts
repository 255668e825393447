import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSamples, readSample } from './sample-files.ts';
import { cutSnapshot } from './snapshot.ts';

const HEADER = 'DateTime\tAreaCode\n';

for (const folder of ['load', 'generation', 'flows'] as const) {
  const names = listSamples(folder);
  const newest = names.at(-1) ?? assert.fail(`no samples of ${folder}`);

  // Stronger than needed: late rows would be a fair difference, but these samples have none.
  test(`the newest ${folder} file cut to an hour is byte for byte the file published for that hour`, () => {
    const whole = readSample(newest);
    for (const name of names) {
      const [, year, month, day, hour] = /(\d{4})_(\d{2})_(\d{2})_(\d{2})_/.exec(name) ?? [];
      const upTo = new Date(`${year}-${month}-${day}T${hour}:00:00Z`);
      assert.ok(cutSnapshot(whole, upTo).equals(readSample(name)), name);
    }
  });
}

test('a row that starts at the hour is not part of the hour before', () => {
  const file = Buffer.from(`${HEADER}2022-01-01 09:00:00.000\tA\n2022-01-01 08:45:00.000\tB\n`);
  assert.equal(
    cutSnapshot(file, new Date('2022-01-01T09:00:00Z')).toString(),
    `${HEADER}2022-01-01 08:45:00.000\tB\n`,
  );
});

test('a last row without newline is kept as it is', () => {
  const file = Buffer.from(`${HEADER}2022-01-01 08:45:00.000\tB`);
  assert.equal(cutSnapshot(file, new Date('2022-01-01T09:00:00Z')).toString(), file.toString());
});

test('a file without rows before the hour becomes its header', () => {
  const file = Buffer.from(`${HEADER}2022-01-02 00:00:00.000\tA\n`);
  assert.equal(cutSnapshot(file, new Date('2022-01-01T09:00:00Z')).toString(), HEADER);
});

test('an empty file stays empty', () => {
  assert.equal(cutSnapshot(Buffer.alloc(0), new Date('2022-01-01T09:00:00Z')).length, 0);
});
