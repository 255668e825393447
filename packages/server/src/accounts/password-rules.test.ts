import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { passwordViolation } from './password-rules.ts';

const owner = { email: 'eleni.papadopoulou@example.gr', displayName: 'Eleni Papadopoulou' };
const reasonOf = (password: string) => passwordViolation(password, owner)?.reason;

const cases: [why: string, password: string, reason: string | undefined][] = [
  ['a few words', 'correct horse battery', undefined],
  ['nine characters', 'k3#vQz9!x', 'PASSWORD_TOO_SHORT'],
  ['nine characters of four bytes each', '🦊🐻🐼🐨🐯🦁🐮🐷🐸', 'PASSWORD_TOO_SHORT'],
  ['ten characters', 'k3#vQz9!xW', undefined],
  ['256 characters', 'abcdefgh'.repeat(32), undefined],
  ['257 characters', `${'abcdefgh'.repeat(32)}i`, 'PASSWORD_TOO_LONG'],
  ['one character that NFKC makes 18 of, 15 times', '\ufdfa'.repeat(15), 'PASSWORD_TOO_LONG'],
  ['one character', 'aaaaaaaaaaaa', 'PASSWORD_REPETITIVE'],
  ['two characters', '121212121212', 'PASSWORD_REPETITIVE'],
  ['a common one', 'qwertyuiop', 'PASSWORD_COMMON'],
  ['a common one in other case', 'PassWord123', 'PASSWORD_COMMON'],
  ['a common one in full-width letters', 'ｐａｓｓｗｏｒｄ１２３', 'PASSWORD_COMMON'],
  ['a common word with a year and a sign', 'Sunshine2024', 'PASSWORD_COMMON'],
  ['the address', 'Eleni.Papadopoulou@example.gr', 'PASSWORD_PERSONAL'],
  ['the part of the address before the @', 'eleni.papadopoulou', 'PASSWORD_PERSONAL'],
  ['the name', 'eleni papadopoulou', 'PASSWORD_PERSONAL'],
  ['the name run together, with a number', 'EleniPapadopoulou1', 'PASSWORD_PERSONAL'],
];
for (const [why, password, reason] of cases) {
  test(`${why}: ${reason ?? 'will do'}`, () => assert.equal(reasonOf(password), reason));
}

test('random passwords of ten and more characters will do', () => {
  const letters = fc.constantFrom(...'abcdefghijkmnopqrstuvwxyz23456789#%&');
  const passwords = fc.uniqueArray(letters, { minLength: 10, maxLength: 30 }).map((some) => some.join(''));
  fc.assert(fc.property(passwords, (password) => reasonOf(`${password}é${password}`) === undefined));
});

test('no refusal repeats the password', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 9, unit: 'grapheme' }), (password) => {
      const violation = passwordViolation(`ß${password}`, owner);
      return !violation?.description.includes(`ß${password}`);
    }),
  );
});
