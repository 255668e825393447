import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { isTransient } from './transient-error.ts';

test('a disk that is full, or full for this user, is a failure that passes', () => {
  for (const code of ['ENOSPC', 'EDQUOT']) {
    const cause = Object.assign(new Error(`${code}: write`), { code });
    assert.ok(isTransient(cause));
    assert.ok(isTransient(new Error('the upload failed', { cause })));
  }
});

const FULL = '/dev/full';
test(
  'what the system says of a full disk is known as such',
  {
    skip: !existsSync(FULL) && `there is no ${FULL}`,
  },
  () => assert.rejects(writeFile(FULL, 'content'), isTransient),
);
