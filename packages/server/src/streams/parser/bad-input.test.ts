import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileOf, HEADERS, loadRow, parseText, valuesOf } from '../testing/export-text.ts';
import { parseExportFileName } from './export-file-name.ts';

const row = loadRow({ at: '01 00:00', mw: '1' });
const next = loadRow({ at: '01 01:00', mw: '2' });

const rejected = (content: string | Buffer, message: RegExp): Promise<void> =>
  assert.rejects(parseText(content), { name: 'FileRejectedError', message });

test('a file that is no export is rejected, and the message says why', async () => {
  await rejected('', /the file is empty, it has not even a header line/);
  await rejected('<!DOCTYPE html>\n<html></html>\n', /line 1: an HTML or XML page, not an export/);
  await rejected('a\tb\n1\t2\n', /lacks the column AreaCode, AreaTypeCode/);
  await rejected(fileOf(`${HEADERS.load}\tMapCode`, row), /the column MapCode stands there twice/);
  await rejected(
    Buffer.from(fileOf(HEADERS.load, row), 'utf16le'),
    /NUL bytes; UTF-16 is read only with a byte order mark/,
  );
  await rejected(Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), /not well-formed UTF-16/);
});

test('a header and nothing else is an export without rows', async () => {
  for (const content of [HEADERS.load, `${HEADERS.load}\n`, `${HEADERS.load.replaceAll('\t', ',')}\n`]) {
    const parsed = await parseText(content);
    assert.deepEqual([parsed.rowsRead, parsed.lastLineCut, parsed.rowsBad], [0, false, 0]);
  }
});

const bad: [string, string, RegExp][] = [
  ['n/e', loadRow({ at: '01 01:00', mw: 'n/e' }), /TotalLoadValue "n\/e" is not a number/],
  ['NaN', loadRow({ at: '01 01:00', mw: 'NaN' }), /TotalLoadValue "NaN" is not a number/],
  ['a thousands separator', loadRow({ at: '01 01:00', mw: '1,234.5' }), /"1,234.5" is not a number/],
  ['an exponent', loadRow({ at: '01 01:00', mw: '1e400' }), /"1e400" is not a number/],
  ['more than 32 bits of kilowatts', loadRow({ at: '01 01:00', mw: '2147483.648' }), /below 2,147,483/],
  ['a blank before the number', loadRow({ at: '01 01:00', mw: ' 1' }), /" 1" is not a number/],
  ['a lone point', loadRow({ at: '01 01:00', mw: '.' }), /"." is not a number/],
  [
    'a resolution nobody knows',
    loadRow({ at: '01 01:00', mw: '1', resolution: 'PT20M' }),
    /ResolutionCode "PT20M" is not one of/,
  ],
  ['a time in another month', next.replace('2022-01-01', '2022-02-01'), /lies outside the month of the file/],
  [
    'a time that is none',
    next.replace('01:00:00.000', '25:00:00.000'),
    /DateTime "2022-01-01 25:00:00.000" is not a time/,
  ],
  [
    'a time between two intervals',
    loadRow({ at: '01 01:15', mw: '1' }),
    /is no start of an interval of 60 minutes/,
  ],
  [
    'an UpdateTime that is none',
    loadRow({ at: '01 01:00', mw: '1', updated: 'yesterday' }),
    /UpdateTime "yesterday" is not a time/,
  ],
  ['a column too few', next.split('\t').slice(1).join('\t'), /7 columns where the header has 8/],
  ['a column too many', `${next}\textra`, /9 columns where the header has 8/],
  ['a NUL byte in a name', next.replace('GR CTY', 'G\0R'), /holds a NUL byte/],
  ['bytes that are not UTF-8', '', /is not UTF-8/],
  ['no area code', next.replace('10YGR-HTSO-----Y', ''), /AreaCode is empty/],
];

for (const [what, line, reason] of bad) {
  test(`a row with ${what} is left out and reported with its line, the others are kept`, async () => {
    const content = line
      ? Buffer.from(fileOf(HEADERS.load, row, line, loadRow({ at: '01 02:00', mw: '3' })))
      : Buffer.from(
          fileOf(
            HEADERS.load,
            row,
            loadRow({ at: '01 01:00', mw: '1', area: 'FR' }).replace('FR CTY', 'F\u00ffR'),
            loadRow({ at: '01 02:00', mw: '3' }),
          ),
          'latin1',
        );
    const parsed = await parseText(content);
    assert.deepEqual([...valuesOf(parsed).values()], [1000, 3000]);
    assert.equal(parsed.rowsBad, 1);
    const [issue] = parsed.issues.filter(({ bad: left }) => left);
    assert.equal(issue?.line, 3);
    assert.match(issue?.reason ?? '', reason);
  });
}

test('a last line without newline is taken if it is whole', async () => {
  const parsed = await parseText(fileOf(HEADERS.load, row) + next);
  assert.deepEqual([...valuesOf(parsed).values()], [1000, 2000]);
  assert.equal(parsed.lastLineCut, false);
});

test('wherever a file is cut, the rest of the last line is never taken for a row', async () => {
  const text = fileOf(HEADERS.load, row, next);
  const start = text.length - next.length - 1;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: start + 1, max: text.length - 2 }), async (cut) => {
      const parsed = await parseText(text.slice(0, cut));
      assert.equal(parsed.lastLineCut, true);
      assert.deepEqual([...valuesOf(parsed).values()], [1000]);
      assert.equal(parsed.rowsBad, 0);
    }),
  );
});

test('a line of 100 MB is refused at once, and not kept in memory', async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    yield Buffer.from(fileOf(HEADERS.load, row));
    for (; given < 100; given++) yield Buffer.alloc(1024 * 1024, 'x');
  }
  const { parseExport } = await import('./parse-export.ts');
  const name = parseExportFileName('2022_01_10_01_ActualTotalLoad6.1.A.csv');
  assert.ok(name);
  await assert.rejects(parseExport(endless(), name, { areaTypes: new Set(['CTY']), maxFileBytes: 1e9 }), {
    message: 'line 3: longer than 65536 bytes',
  });
  assert.ok(given < 2);
});

test('a file larger than allowed is refused', async () => {
  const { parseExport } = await import('./parse-export.ts');
  const name = parseExportFileName('2022_01_10_01_ActualTotalLoad6.1.A.csv');
  assert.ok(name);
  async function* content(): AsyncGenerator<Buffer> {
    yield Buffer.from(fileOf(HEADERS.load, row));
  }
  await assert.rejects(parseExport(content(), name, { areaTypes: new Set(['CTY']), maxFileBytes: 50 }), {
    message: 'the file is larger than 50 bytes',
  });
});

test('values with more than three decimals are rounded half to even and counted', async () => {
  const rows = ['1.0005', '1.0015', '-1.00051', '1.5000'].map((mw, hour) =>
    loadRow({ at: `01 0${hour}:00`, mw }),
  );
  const parsed = await parseText(fileOf(HEADERS.load, ...rows));
  assert.deepEqual([...valuesOf(parsed).values()], [1000, 1002, -1001, 1500]);
  assert.equal(parsed.rounded, 3);
});

test('any decimal of up to three places is exact', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -2_147_483_647, max: 2_147_483_647 }), async (kilowatts) => {
      const parsed = await parseText(
        fileOf(HEADERS.load, loadRow({ at: '01 00:00', mw: (kilowatts / 1000).toFixed(3) })),
      );
      assert.deepEqual([...valuesOf(parsed).values()], [kilowatts]);
    }),
  );
});

test('only names of the allow-list are names of exports', () => {
  for (const name of [
    '2022_01_10_01_ActualTotalLoad6.1.A.csv',
    '2014_12_ActualTotalLoad_6.1.A.csv',
    '2015_03_PhysicalFlows_12.1.G.csv',
    '2025_11_AggregatedGenerationPerType_16.1.B_C_r3.1.csv',
  ]) {
    assert.equal(parseExportFileName(name)?.name, name);
  }
  for (const name of [
    '../2022_01_10_01_ActualTotalLoad6.1.A.csv',
    '2022_01_10_01_ActualTotalLoad6.1.A.csv/..',
    '2022_01_10_01_ActualTotalLoad6.1.A.csv\0',
    '2022_13_10_01_ActualTotalLoad6.1.A.csv',
    '2022_02_30_01_ActualTotalLoad6.1.A.csv',
    '2022_01_10_25_ActualTotalLoad6.1.A.csv',
    '2022_01_10_01_DayAheadPrices12.1.D.csv',
    '2022_01_10_01_ActualTotalLoad12.1.G.csv',
    'export.csv',
  ]) {
    assert.equal(parseExportFileName(name), undefined, name);
  }
});
