import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { TypingSignal } from './chat-wire.ts';
import { TYPING_MS, TypingBoard } from './typing-board.ts';

const signal = (typing: boolean, accountId = 'customer'): TypingSignal => ({
  ...{ siteId: 'site', conversationId: 'conversation', accountId, side: 'customer', name: 'Ada' },
  ...{ typing, preview: typing ? 'half' : '' },
});

test('who is not heard of any more stops by themselves, and who goes on does not', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const said: string[] = [];
    const board = new TypingBoard((one) => said.push(`${one.accountId} ${one.typing} ${one.preview}`));
    board.note(signal(true));
    mock.timers.tick(TYPING_MS - 1);
    board.note(signal(true));
    mock.timers.tick(TYPING_MS - 1);
    assert.deepEqual(said, ['customer true half', 'customer true half']);
    mock.timers.tick(1);
    assert.equal(said.at(-1), 'customer false ');
    assert.equal(board.size, 0);
  } finally {
    mock.timers.reset();
  }
});

test('that somebody has stopped who did not type is nothing new', () => {
  const said: TypingSignal[] = [];
  const board = new TypingBoard((one) => said.push(one));
  board.note(signal(false));
  board.note(signal(true));
  board.note(signal(false, 'other'));
  board.note(signal(false));
  assert.deepEqual(
    said.map(({ typing }) => typing),
    [true, false],
  );
});
