import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionMessage } from '@wattlet/sdk';
import { messageRows } from './message-rows.ts';

const said = (sender: 'customer' | 'agent', sentAt: Date, isNote = false): SessionMessage => ({
  ...{
    number: 1,
    change: 1,
    clientId: '',
    sender,
    senderId: sender,
    text: '',
    sentAt,
    attachments: [],
    isNote,
  },
});

const shape = (...messages: SessionMessage[]) =>
  messageRows(messages).map((row) => (row.kind === 'day' ? 'day' : row.isFirst ? 'first' : 'next'));

test('a day begins with a row of its own, by the clock of the reader', () => {
  const [evening, morning] = [new Date(2026, 2, 3, 23, 58), new Date(2026, 2, 4, 0, 1)];
  assert.deepEqual(shape(said('customer', evening), said('customer', morning)), [
    'day',
    'first',
    'day',
    'first',
  ]);
});

test('what one sender says within five minutes is one group; a note is never in a group with a reply', () => {
  const at = (minute: number) => new Date(2026, 2, 3, 12, minute);
  assert.deepEqual(
    shape(
      said('customer', at(0)),
      said('customer', at(4)),
      said('customer', at(9)),
      said('agent', at(10)),
      said('agent', at(11), true),
      said('agent', at(12), true),
    ),
    ['day', 'first', 'next', 'first', 'first', 'first', 'next'],
  );
});
