import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const page = readFileSync(`${ROOT}/docs/threat-model.md`, 'utf8');

test('every threat names a test, and every test that is named is there', () => {
  const [, threats = ''] = /## Threats\n([\s\S]*?)\n## /.exec(page) ?? [];
  const items = threats.split(/^- /m).slice(1);
  assert.ok(items.length > 20);
  for (const item of items) {
    const named = [...item.matchAll(/`([\w./-]+\.test\.ts)`:\s+“([^”]+)”/g)];
    assert.ok(named.length > 0, `${item.split('\n')[0]} names no test`);
    for (const [, file = '', name = ''] of named) {
      const source = readFileSync(`${ROOT}/${file}`, 'utf8');
      // A name is written in one of these ways.
      const isThere = ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`));
      assert.ok(isThere, `${file} has no test “${name}”`);
    }
  }
});
