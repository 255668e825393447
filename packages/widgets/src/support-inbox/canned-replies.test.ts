import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offeredReplies } from './canned-replies.ts';

const REPLIES = ['hello', 'Hours', 'λογαριασμός', 'meter-photo'].map((shortcut) => ({
  shortcut,
  text: `text of ${shortcut}`,
}));
const offered = (text: string) => offeredReplies(text, REPLIES)?.map(({ shortcut }) => shortcut);

test('a slash offers every text, and letters those that begin with them, without regard to capitals and accents', () => {
  assert.deepEqual(offered('/'), ['hello', 'Hours', 'λογαριασμός', 'meter-photo']);
  assert.deepEqual(offered('/h'), ['hello', 'Hours']);
  assert.deepEqual(offered('/ΛΟΓΑΡΙΑΣΜΟΣ'.slice(0, 6)), ['λογαριασμός']);
  assert.deepEqual(offered('/meter-p'), ['meter-photo']);
  assert.deepEqual(offered('/x'), []);
});

test('nothing is offered for any other text', () => {
  for (const text of ['', 'h', ' /h', '/h ', 'and/or', '/h\n', '//']) assert.equal(offered(text), undefined);
});

test('a long list is offered only in part', () => {
  const many = Array.from({ length: 100 }, (_, number) => ({ shortcut: `s${number}`, text: 'text' }));
  assert.equal(offeredReplies('/s', many)?.length, 8);
});
