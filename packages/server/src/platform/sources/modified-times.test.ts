import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ModifiedTimes } from './modified-times.ts';

const HOUR_MS = 3_600_000;
const MODIFIED_AT = new Date('2022-01-01T09:05:00Z');
const ENTRY = { name: 'a', size: 7, rawModifiedAt: 'Jan 01 09:05' };

/** Times as asked for so many hours after the last change, and the names that were asked for. */
function setUp(hoursLater: number) {
  const asked: string[] = [];
  const times = new ModifiedTimes(() => MODIFIED_AT.getTime() + hoursLater * HOUR_MS);
  const ask = async (name: string) => {
    asked.push(name);
    return MODIFIED_AT;
  };
  return { asked, of: (...entries: (typeof ENTRY)[]) => times.of(entries, ask) };
}

test('a file that has been still for more than a day is asked for once', async () => {
  const { asked, of } = setUp(25);
  assert.deepEqual(await of(ENTRY), new Map([['a', MODIFIED_AT]]));
  assert.deepEqual(await of(ENTRY), new Map([['a', MODIFIED_AT]]));
  assert.deepEqual(asked, ['a']);
});

test('a file that changed within a day is asked for again: its next change may look the same', async () => {
  const { asked, of } = setUp(23);
  await of(ENTRY);
  await of(ENTRY);
  assert.deepEqual(asked, ['a', 'a']);
});

for (const [what, changed] of [
  ['size', { ...ENTRY, size: 8 }],
  ['time', { ...ENTRY, rawModifiedAt: 'Jan 03 10:00' }],
] as const) {
  test(`a file that is listed with another ${what} is asked for again`, async () => {
    const { asked, of } = setUp(25);
    await of(ENTRY);
    await of(changed);
    assert.deepEqual(asked, ['a', 'a']);
  });
}

test('a file that was not listed for a while is forgotten', async () => {
  const { asked, of } = setUp(25);
  await of(ENTRY);
  await of();
  await of(ENTRY);
  assert.deepEqual(asked, ['a', 'a']);
});

test('a file that has gone since it was listed has no time', async () => {
  const times = new ModifiedTimes(Date.now);
  assert.deepEqual(await times.of([ENTRY], async () => undefined), new Map());
});
