import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { borderPlace, COUNTRY_SHAPES, type MapPoint } from './europe.ts';
import { CORE } from './gen/europe-data.ts';

const FLOWS_FILE = '../../../../examples/demo/samples/flows/2022_01_01_20_PhysicalFlows12.1.G.csv.gz';

/** The corners of every ring of a path. */
function rings(path: string): MapPoint[][] {
  return path
    .split('M')
    .slice(1)
    .map((ring) => {
      const [x = 0, y = 0, ...steps] = (ring.match(/-?[\d.]+/g) ?? []).map(Number);
      const corners = [{ x, y }];
      for (let i = 0; i + 1 < steps.length; i += 2) {
        const last = corners.at(-1) ?? { x, y };
        corners.push({ x: last.x + (steps[i] ?? 0), y: last.y + (steps[i + 1] ?? 0) });
      }
      return corners;
    });
}

function isInside({ x, y }: MapPoint, ring: readonly MapPoint[]): boolean {
  return ring.reduce((inside, a, i) => {
    const b = ring.at(i - 1) ?? a;
    const crosses = a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x;
    return crosses ? !inside : inside;
  }, false);
}

function shapeOf(code: string) {
  const shape = COUNTRY_SHAPES.find((one) => one.code === code);
  assert.ok(shape, `${code} is not on the map`);
  return shape;
}

test('every country of a real load file is on the map once, and with it the others of the grid', () => {
  const codes = COUNTRY_SHAPES.map(({ code }) => code);
  assert.equal(new Set(codes).size, codes.length);
  for (const code of 'AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LT LU LV MD ME MK MT NL NO PL PT RO RS SE SI SK TR UA XK'.split(
    ' ',
  )) {
    shapeOf(code);
  }
});

test('the heart of every country lies in it, and everything of it within the map', () => {
  for (const { code, heart, path } of COUNTRY_SHAPES) {
    assert.ok(
      rings(path).some((ring) => isInside(heart, ring)),
      code,
    );
    for (const { x, y } of rings(path).flat()) {
      assert.ok(x >= 0 && x <= CORE.width && y >= 0 && y <= CORE.height, `${code} at ${x}, ${y}`);
    }
  }
});

test('Crimea is shown as part of Ukraine and the north of Cyprus as part of Cyprus', () => {
  // Near Simferopol and north of Nicosia, in the projection of the map.
  assert.ok(rings(shapeOf('UA').path).some((ring) => isInside({ x: 758, y: 579 }, ring)));
  assert.ok(rings(shapeOf('CY').path).some((ring) => isInside({ x: 810, y: 808 }, ring)));
});

test('countries lie as on a map: north is up and east to the right', () => {
  assert.ok(shapeOf('NO').heart.y < shapeOf('IT').heart.y);
  assert.ok(shapeOf('PT').heart.x < shapeOf('PL').heart.x);
});

test('every border of a real flows file has a place on the map', async () => {
  const text = gunzipSync(await readFile(new URL(FLOWS_FILE, import.meta.url))).toString();
  const rows = text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  const pairs = new Set(rows.filter((row) => row[3] === 'CTY').map((row) => `${row[5]} ${row[9]}`));
  assert.ok(pairs.size > 150);
  for (const pair of pairs) {
    const [first = '', second = ''] = pair.split(' ');
    assert.ok(borderPlace(first, second), pair);
  }
});

test('a border seen from the other side has the same place and the opposite direction', () => {
  const there = borderPlace('DE', 'FR');
  const back = borderPlace('FR', 'DE');
  assert.ok(there && back);
  assert.deepEqual([there.x, there.y], [back.x, back.y]);
  assert.ok(Math.abs(Math.cos(there.angle) + Math.cos(back.angle)) < 1e-9);
});

test('an arrow from Spain points to France, and one between unknown neighbours lies between them', () => {
  const toFrance = borderPlace('ES', 'FR');
  assert.ok(toFrance && Math.cos(toFrance.angle) > 0);
  const between = borderPlace('IS', 'GB');
  assert.ok(between && between.x > shapeOf('IS').heart.x && between.x < shapeOf('GB').heart.x);
  assert.equal(borderPlace('GR', 'XX'), undefined);
});

test('the committed shapes are what the script makes of Natural Earth', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'europe-'));
  t.after(() => rm(folder, { recursive: true }));
  const script = fileURLToPath(new URL('../../scripts/europe/build-europe.mjs', import.meta.url));
  const made = join(folder, 'europe-data.ts');
  await promisify(execFile)(process.execPath, [script, made]);
  const committed = await readFile(new URL('gen/europe-data.ts', import.meta.url), 'utf8');
  assert.ok(committed === (await readFile(made, 'utf8')), 'run node --run build-europe');
});
