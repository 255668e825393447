import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { releaseOf } from './release.mjs';

const BUNDLE = {
  'energy-chart.js': 'import{a}from"./parts/core.js";import"./parts/base.js";import("./parts/upkeep.js");',
  'support-chat.js': 'export{a}from"./parts/base.js";',
  'parts/core.js': 'import{b}from"./base.js";export const a=b;',
  'parts/base.js': 'export const b=1;',
  'parts/upkeep.js': 'export{};',
};

test('the loader knows each file that elements need at once, once, after those that it imports', async (t) => {
  const bundle = await mkdtemp(join(tmpdir(), 'wattlet-release-'));
  t.after(() => rm(bundle, { recursive: true }));
  await mkdir(join(bundle, 'parts'));
  for (const [file, code] of Object.entries(BUNDLE)) await writeFile(join(bundle, file), code);
  const { load } = releaseOf({ bundle, loader: bundle, elements: ['energy-chart', 'support-chat'] });
  const [, json] = load('/dist/loader/release.js').match(/^export const release = (.*);$/) ?? [];
  const { elements, files } = JSON.parse(json);
  const pathsOf = (name) => elements[name].map((index) => files[index][0]);
  assert.deepEqual(pathsOf('energy-chart'), ['parts/base.js', 'parts/core.js', 'energy-chart.js']);
  assert.deepEqual(pathsOf('support-chat'), ['parts/base.js', 'support-chat.js']);
  assert.deepEqual(
    files.map(([path]) => path),
    ['parts/base.js', 'parts/core.js', 'energy-chart.js', 'support-chat.js'],
  );
});
