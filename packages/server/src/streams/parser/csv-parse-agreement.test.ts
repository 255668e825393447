import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { STREAMS } from '../definitions.ts';
import { exportName, parseText, valuesOf } from '../testing/export-text.ts';
import { SAMPLES, sample } from '../testing/samples.ts';

/** The same file by csv-parse, with the rules written down a second time and as plainly as possible. */
function reference(content: Buffer, file: string): Map<string, number> {
  const stream = STREAMS[exportName(file).stream];
  const rows: Record<string, string>[] = parse(content, {
    columns: true,
    delimiter: '\t',
    quote: false,
    bom: true,
  });
  const newest = new Map<string, string>();
  const values = new Map<string, number>();
  for (const row of rows) {
    const [out, into] = stream.areas.map((side) => ({
      eic: row[side.eic[0]] ?? '',
      role: row[side.areaType[0]] ?? '',
    }));
    const type = stream.productionType && row[stream.productionType[0]];
    const minutes = Number(row['ResolutionCode']?.slice(2, 4));
    const time = new Date(`${row['DateTime']?.replace(' ', 'T')}Z`).toISOString();
    const updated = row['UpdateTime']?.replace(/^(\d\d)\/(\d\d)\/(\d{4})/, '$3-$2-$1') ?? '';
    for (const { measure, column } of stream.values) {
      const key = [out?.eic, out?.role, into?.eic, type, measure, minutes, time]
        .filter((part) => part !== undefined)
        .join(' ');
      if ((newest.get(key) ?? '') > updated) continue;
      newest.set(key, updated);
      const megawatts = row[column[0]] ?? '';
      if (megawatts === '') values.delete(key);
      else values.set(key, Math.round(Number(megawatts) * 1000));
    }
  }
  return values;
}

for (const path of SAMPLES) {
  test(`the byte scanner agrees with csv-parse on every value of ${path}`, async () => {
    const content = sample(path);
    const file = basename(path);
    const parsed = await parseText(content, file);
    assert.equal(parsed.rowsBad, 0);
    assert.equal(parsed.lastLineCut, false);
    assert.deepEqual(valuesOf(parsed), reference(content, file));
  });
}

test('pieces of any size give the same values', async () => {
  const content = sample('load/2022_01_10_01_ActualTotalLoad6.1.A.csv').subarray(0, 200_000);
  const whole = valuesOf(await parseText(content));
  for (const pieceBytes of [1, 7, 119, 4096]) {
    assert.deepEqual(valuesOf(await parseText(content, undefined, { pieceBytes })), whole);
  }
});
