import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOf } from './languages.ts';

test('the first language that the portal speaks is spoken, and English where it speaks none', () => {
  assert.equal(languageOf(['fr-FR', 'de-AT', 'en']), 'de');
  assert.equal(languageOf(['', 'ro']), 'ro');
  assert.equal(languageOf(['EL-gr']), 'el');
  assert.equal(languageOf(['fr', 'ja']), 'en');
  assert.equal(languageOf([]), 'en');
});
