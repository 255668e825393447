import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PRODUCTION_FAMILIES, PRODUCTION_TYPES } from '../theme/production-types.ts';
import { templates as de } from './locales/de.ts';
import { templates as el } from './locales/el.ts';
import { templates as ro } from './locales/ro.ts';

const sources = [
  'strings.ts',
  '../energy-chart/strings.ts',
  '../energy-chart/summary-strings.ts',
  '../energy-chart/missing-text.ts',
  '../energy-chart/features/feature-strings.ts',
  '../energy-chart/meter/meter-strings.ts',
  '../energy-alerts/alert-strings.ts',
  '../energy-alerts/alert-extras-strings.ts',
  '../energy-map/map-strings.ts',
  '../chat-parts/chat-strings.ts',
  '../support-chat/launcher-strings.ts',
  '../support-chat/support-strings.ts',
  '../support-inbox/inbox-strings.ts',
  '../support-inbox/desk/desk-strings.ts',
].map((path) => readFile(new URL(path, import.meta.url), 'utf8'));
const ids = (await Promise.all(sources)).flatMap((source) =>
  [...source.matchAll(/\bid: '([^']+)'/g)].map(([, id]) => id ?? ''),
);
const types = [...PRODUCTION_TYPES, ...PRODUCTION_FAMILIES].map(({ name }) => `type.${name}`);

for (const [language, templates] of Object.entries({ de, el, ro })) {
  test(`everything that the elements say has a translation, and nothing else has: ${language}`, () => {
    assert.deepEqual(Object.keys(templates).sort(), [...new Set([...ids, ...types])].sort());
  });
}
