import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createTestDatabase } from '../platform/postgres/test-database.ts';
import { runWattlet } from './testing/run-wattlet.ts';

const database = await createTestDatabase();
const home = await mkdtemp(join(tmpdir(), 'wattlet-meters-'));
after(async () => {
  await database[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

const settings = { DATABASE_URL: database.url, WATTLET_HOME: home };
const wattlet = (...args: string[]) => runWattlet(['meter', ...args], settings);

test('a file of meters is imported whole or, if asked, its good lines; and the meters are listed', async () => {
  const file = join(home, 'meters.csv');
  await writeFile(
    file,
    // As spreadsheets write it, with a mark of byte order.
    '\u{feff}serial,name,time_zone,kind\nM-1,Cellar,Europe/Athens,interval\nM-2,Attic,Nowhere,interval\n',
  );
  const whole = await wattlet('import', file);
  assert.equal(whole.code, 1);
  assert.equal(whole.stdout, '2\theld-back\tM-1\t\n3\tbad\tM-2\ttime_zone: "Nowhere" is no IANA zone\n');
  assert.match(
    whole.stderr,
    /^0 created, 0 unchanged, 1 bad, 1 held back: mend the bad lines, or add --partial\n$/,
  );
  const partial = await wattlet('import', file, '--partial');
  assert.equal(partial.code, 1);
  const [, meterId] = /^2\tcreated\tM-1\t([0-9a-f-]{36})\n/.exec(partial.stdout) ?? [];
  assert.ok(meterId);
  assert.deepEqual(await wattlet('list', '--search', 'cell'), {
    code: 0,
    stdout: `${meterId}\tM-1\tCellar\t\t\n`,
    stderr: '',
  });
});

test('a file in the encoding of an old spreadsheet is refused, instead of storing garbled names', async () => {
  const file = join(home, 'latin-1.csv');
  await writeFile(
    file,
    Buffer.from('serial,name,time_zone,kind\nM-9,Küche,Europe/Berlin,interval\n', 'latin1'),
  );
  const refused = await wattlet('import', file);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /latin-1\.csv is not UTF-8/);
  assert.equal((await wattlet('list', '--search', 'M-9')).stdout, '');
});

test('what cannot be read, and a site that is not there, are refused', async () => {
  const missing = await wattlet('import', join(home, 'none.csv'));
  assert.deepEqual([missing.code, missing.stdout], [2, '']);
  assert.match(missing.stderr, /none\.csv cannot be read/);
  assert.equal((await wattlet('list', '--site', 'mine')).code, 2);
  const site = '00000000-0000-4000-8000-00000000dead';
  const unknown = await wattlet('list', '--site', site);
  assert.match(unknown.stderr, new RegExp(`there is no site ${site}`));
});
