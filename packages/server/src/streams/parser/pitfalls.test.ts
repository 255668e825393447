import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SOURCE_FLAGS } from '../../../../../scripts/lib/source-flags.mjs';
import { eic, fileOf, HEADERS, loadRow, parseText, valuesOf } from '../testing/export-text.ts';

const GR = `${eic('GR')} CTY value`;

async function values(...rows: string[]): Promise<[string, number][]> {
  return [...valuesOf(await parseText(fileOf(HEADERS.load, ...rows)))];
}

test('pitfall 1: times are UTC starts of intervals, whatever the time zone of the machine', () => {
  const script = fileURLToPath(new URL('../testing/print-values.ts', import.meta.url));
  const input = fileOf(HEADERS.load, loadRow({ at: '01 00:00', mw: '5' }));
  for (const TZ of ['America/New_York', 'Asia/Kolkata', 'UTC']) {
    const output = execFileSync(process.execPath, [...SOURCE_FLAGS, script], {
      env: { ...process.env, TZ },
      input,
      encoding: 'utf8',
    });
    assert.equal(output, `${GR} 60 2022-01-01T00:00:00.000Z 5000\n`);
  }
});

test('pitfall 2: UTC has no gap and no double hour on the days clocks change', async () => {
  const quarters = Array.from({ length: 96 }, (_, quarter) => {
    const at = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    return loadRow({ at: `27 ${at}`, mw: String(quarter), resolution: 'PT15M' }).replace(
      '2022-01',
      '2022-03',
    );
  });
  const parsed = await parseText(fileOf(HEADERS.load, ...quarters), '2022_03_ActualTotalLoad_6.1.A.csv');
  assert.deepEqual(
    [...valuesOf(parsed).values()],
    quarters.map((_, quarter) => quarter * 1000),
  );
});

test('pitfall 3: resolutions of one series are kept apart, also within a month', async () => {
  const found = await values(
    loadRow({ at: '01 00:00', mw: '1' }),
    loadRow({ at: '01 00:00', mw: '2', resolution: 'PT15M' }),
    loadRow({ at: '02 00:30', mw: '3', resolution: 'PT30M' }),
  );
  assert.deepEqual(found, [
    [`${GR} 15 2022-01-01T00:00:00.000Z`, 2000],
    [`${GR} 30 2022-01-02T00:30:00.000Z`, 3000],
    [`${GR} 60 2022-01-01T00:00:00.000Z`, 1000],
  ]);
});

test('pitfall 4: values stay mean power of their interval, in whole kilowatts', async () => {
  assert.deepEqual(await values(loadRow({ at: '01 00:15', mw: '4569.5', resolution: 'PT15M' })), [
    [`${GR} 15 2022-01-01T00:15:00.000Z`, 4_569_500],
  ]);
});

test('pitfall 8: a row that is not there is no zero', async () => {
  const found = await values(loadRow({ at: '01 00:00', mw: '1' }), loadRow({ at: '01 02:00', mw: '3' }));
  assert.deepEqual(
    found.map(([, value]) => value),
    [1000, 3000],
  );
});

test('pitfall 9: empty is no value, zero is kept, and zero load is remarked on', async () => {
  const parsed = await parseText(
    fileOf(HEADERS.load, loadRow({ at: '01 00:00', mw: '' }), loadRow({ at: '01 01:00', mw: '0.0' })),
  );
  assert.deepEqual([...valuesOf(parsed)], [[`${GR} 60 2022-01-01T01:00:00.000Z`, 0]]);
  assert.deepEqual(parsed.issues, [
    { line: 3, bad: false, reason: 'GR CTY: a value of zero is suspect, it is kept' },
  ]);
});

test('pitfall 10: of duplicate keys the latest UpdateTime wins, then the last row; they are counted', async () => {
  const parsed = await parseText(
    fileOf(
      HEADERS.load,
      loadRow({ at: '01 00:00', mw: '2', updated: '2022-01-03 00:00:00' }),
      loadRow({ at: '01 00:00', mw: '1', updated: '2022-01-02 00:00:00' }),
      loadRow({ at: '01 01:00', mw: '1' }),
      loadRow({ at: '01 01:00', mw: '1' }),
      loadRow({ at: '01 02:00', mw: '1' }),
      loadRow({ at: '01 02:00', mw: '2' }),
    ),
  );
  assert.deepEqual([...valuesOf(parsed).values()], [2000, 1000, 2000]);
  assert.equal(parsed.duplicates, 3);
  assert.match(parsed.issues[0]?.reason ?? '', /GR CTY stands there before with another value/);
});

test('pitfall 10: equal values at different times are not duplicates', async () => {
  assert.equal(
    (await values(loadRow({ at: '01 00:00', mw: '7' }), loadRow({ at: '01 01:00', mw: '7' }))).length,
    2,
  );
});

const generationRow = (output: string, consumption: string): string =>
  [
    '2022-01-01 00:00:00.000',
    'PT60M',
    eic('AT'),
    'CTY',
    'AT CTY',
    'AT',
    'Hydro Pumped Storage',
    output,
    consumption,
    '2022-01-02 00:00:00',
  ].join('\t');

test('pitfall 11: generation and consumption are kept apart, and consumption alone is legal', async () => {
  const file = '2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv';
  const both = await parseText(fileOf(HEADERS.generation, generationRow('5', '7')), file);
  const key = `${eic('AT')} CTY Hydro Pumped Storage`;
  assert.deepEqual(
    [...valuesOf(both)],
    [
      [`${key} output 60 2022-01-01T00:00:00.000Z`, 5000],
      [`${key} consumption 60 2022-01-01T00:00:00.000Z`, 7000],
    ],
  );
  const pumping = await parseText(fileOf(HEADERS.generation, generationRow('', '7')), file);
  assert.deepEqual([...valuesOf(pumping)], [[`${key} consumption 60 2022-01-01T00:00:00.000Z`, 7000]]);
});

test('pitfall 12: negative values are stored as they are', async () => {
  assert.deepEqual((await values(loadRow({ at: '01 00:00', mw: '-250.25' })))[0]?.[1], -250_250);
});

test('pitfall 14: roles joined by a slash feed one series each; a filter on one role loses nobody', async () => {
  const row = `2022-01-01 00:00:00\tPT60M\t${eic('AT')}\tAustria\tBZN/CTA/CTY\tAT\t5857.8\t2022-01-02 00:00:00`;
  const all = await parseText(fileOf(HEADERS.loadR3, row));
  assert.deepEqual([...valuesOf(all).keys()].map((key) => key.split(' ')[1]).sort(), ['BZN', 'CTA', 'CTY']);
  const countries = await parseText(fileOf(HEADERS.loadR3, row), undefined, { areaTypes: ['CTY'] });
  assert.deepEqual([...valuesOf(countries).values()], [5_857_800]);
});

test('pitfall 14: an EIC code in two roles is two series', async () => {
  const found = await values(
    loadRow({ at: '01 00:00', mw: '5857.8', area: 'AT', role: 'BZN' }),
    loadRow({ at: '01 00:00', mw: '5947.6', area: 'AT', role: 'CTY' }),
  );
  assert.deepEqual(found.map(([, value]) => value).sort(), [5_857_800, 5_947_600]);
});

test('pitfall 15: areas are told apart by EIC code, not by map code', async () => {
  const found = await values(
    loadRow({ at: '01 00:00', mw: '1' }),
    loadRow({ at: '01 00:00', mw: '2' }).replace(eic('GR'), eic('FR')),
  );
  assert.equal(found.length, 2);
});

test('pitfall 15: a code that is no EIC code is kept and remarked on', async () => {
  const parsed = await parseText(
    fileOf(HEADERS.load, loadRow({ at: '01 00:00', mw: '1' }).replace(eic('GR'), 'RU')),
  );
  assert.equal(parsed.rowsKept, 1);
  assert.deepEqual(parsed.issues, [{ line: 2, bad: false, reason: 'the area code RU is not an EIC code' }]);
});

test('pitfall 18: a flow leaves the out-area and enters the in-area', async () => {
  const row = (out: string, into: string, mw: string): string =>
    [
      '2022-01-01 00:00:00.000',
      'PT60M',
      eic(out),
      'CTY',
      `${out} CTY`,
      out,
      eic(into),
      'CTY',
      `${into} CTY`,
      into,
      mw,
      '2022-01-02 00:00:00',
    ].join('\t');
  const parsed = await parseText(
    fileOf(HEADERS.flows, row('FR', 'GB', '2000'), row('GB', 'FR', '0')),
    '2022_01_01_21_PhysicalFlows12.1.G.csv',
  );
  assert.deepEqual(
    [...valuesOf(parsed)],
    [
      [`${eic('FR')} CTY ${eic('GB')} value 60 2022-01-01T00:00:00.000Z`, 2_000_000],
      [`${eic('GB')} CTY ${eic('FR')} value 60 2022-01-01T00:00:00.000Z`, 0],
    ],
  );
});

test('pitfall 18: rows of zone and country borders are not mixed', async () => {
  const row = `2022-01-01 00:00:00\tPT60M\t${eic('FR')}\tFrance\tBZN/CTY\tFR\t${eic('GB')}\tBritain\tBZN\tGB\t9\t2022-01-02 00:00:00`;
  const parsed = await parseText(fileOf(HEADERS.flowsR3, row), '2025_11_PhysicalFlows_12.1.G_r3.csv');
  assert.equal(parsed.rowsBad, 1, 'the month of the row is not that of the name');
  const january = await parseText(fileOf(HEADERS.flowsR3, row), '2022_01_PhysicalFlows_12.1.G_r3.csv');
  assert.deepEqual(
    [...valuesOf(january).keys()].map((key) => key.split(' ')[1]),
    ['BZN'],
  );
});

test('pitfall 20: UTF-8 and UTF-16 with their marks, CRLF and LF give the same values', async () => {
  const text = fileOf(
    HEADERS.load,
    loadRow({ at: '01 00:00', mw: '1.5' }),
    loadRow({ at: '01 01:00', mw: '2' }),
  );
  const expected = valuesOf(await parseText(text));
  const big = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  for (const content of [
    `\ufeff${text}`,
    text.replaceAll('\n', '\r\n'),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    big,
  ]) {
    for (const pieceBytes of [1, 4096]) {
      const parsed = await parseText(content, undefined, { pieceBytes });
      assert.deepEqual(valuesOf(parsed), expected);
      assert.equal(parsed.rowsBad, 0);
    }
  }
});

test('pitfall 20: a quote is a plain character', async () => {
  const parsed = await parseText(
    fileOf(HEADERS.load, loadRow({ at: '01 00:00', mw: '1' }).replace('GR CTY', '"GR" CTY')),
  );
  assert.equal([...parsed.columns()][0]?.identity.area.name, '"GR" CTY');
});

test('pitfall 21: columns are found by name, extra ones are ignored, a missing one fails the file by name', async () => {
  const reorder = (line: string): string => ['extra', ...line.split('\t').reverse()].join('\t');
  const row = loadRow({ at: '01 00:00', mw: '1' });
  const expected = valuesOf(await parseText(fileOf(HEADERS.load, row)));
  const reordered = await parseText(fileOf(reorder(HEADERS.load), reorder(row)));
  assert.deepEqual(valuesOf(reordered), expected);
  await assert.rejects(parseText(fileOf(HEADERS.load.replace('TotalLoadValue', 'Load'), row)), {
    name: 'FileRejectedError',
    message: 'line 1: not an export of load, it lacks the column TotalLoadValue or TotalLoad[MW]',
  });
});
