import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../', import.meta.url));

/** From before the rule, and before the first release. */
const BEFORE_THE_RULE: ReadonlySet<string> = new Set(['010-meters.sql']);

/**
 * What a process of the release before may trip over while it still runs beside the new one. A file that has to do it
 * says so in a line `-- contract: why nothing uses it any more`, a release after the last use went.
 */
const BREAKING: Readonly<Record<string, RegExp>> = {
  'drops something': /\bdrop\s+(table|column|schema|view|function|type|index|constraint)\b/i,
  'renames something': /\brename\b/i,
  'changes the type of a column': /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i,
  'makes a column required': /\bset\s+not\s+null\b/i,
  'adds a required column without a default':
    /\badd\s+column\s+(?:if\s+not\s+exists\s+)?\w+\s+(?:(?!\bdefault\b|,|;)[\s\S])*\bnot\s+null\b(?!(?:(?!,|;)[\s\S])*\bdefault\b)/i,
  'empties something': /\btruncate\b/i,
};

/** What of the rule a file breaks. */
function breaches(sql: string): string[] {
  if (/^-- contract: \S/m.test(sql)) return [];
  const code = sql.replaceAll(/--.*$/gm, '').replaceAll(/'(?:[^']|'')*'/g, "''");
  return Object.entries(BREAKING).flatMap(([what, pattern]) => (pattern.test(code) ? [what] : []));
}

suite('migrations let the release before go on', () => {
  for (const file of globSync('**/migrations/*.sql', { cwd: SOURCES }).sort()) {
    if (BEFORE_THE_RULE.has(basename(file))) continue;
    test(`${file} only adds, or says why nothing uses what it takes away`, () => {
      assert.deepEqual(breaches(readFileSync(`${SOURCES}/${file}`, 'utf8')), []);
    });
  }

  test('what takes away is seen, what adds is not, and a reason is one', () => {
    for (const sql of [
      'alter table a drop column b;',
      'DROP TABLE a;',
      'alter table a rename column b to c;',
      'alter table a alter column b type bigint;',
      'alter table a alter column b set not null;',
      'alter table a add column b text not null;',
      'alter table a add column b text not null, add column c int default 1;',
      'truncate a;',
    ])
      assert.equal(breaches(sql).length, 1, sql);
    for (const sql of [
      'create table a (b text not null);',
      "alter table a add column b text not null default '';",
      "alter table a add column b text default 'x' not null;",
      'alter table a add column b text;',
      '-- drop table a\ncreate index on a (b);',
      "comment on table a is 'do not drop table a';",
      '-- contract: nothing reads it since 1.4\nalter table a drop column b;',
    ])
      assert.deepEqual(breaches(sql), [], sql);
  });
});
