import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { PresenceBoard } from './presence-board.ts';

const anna = { siteId: 'site', agentId: 'anna' };

function boardOf() {
  const told: string[] = [];
  const board = new PresenceBoard(({ agentId, online }) => told.push(`${agentId} ${online}`), 45_000);
  return { board, told };
}

test('an agent who goes on is told of once, and whoever stops without a word goes after 45 seconds', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { board, told } = boardOf();
    for (let turn = 0; turn < 3; turn++) {
      board.note({ ...anna, online: true });
      mock.timers.tick(20_000);
    }
    assert.deepEqual(told, ['anna true']);
    mock.timers.tick(24_999);
    assert.deepEqual(told, ['anna true']);
    mock.timers.tick(1);
    assert.deepEqual(told, ['anna true', 'anna false']);
    assert.equal(board.size, 0);
  } finally {
    mock.timers.reset();
  }
});

test('who says goodbye is away at once, also where nobody has heard of them before', () => {
  const { board, told } = boardOf();
  board.note({ ...anna, online: true });
  board.note({ ...anna, online: false });
  board.note({ ...anna, agentId: 'ben', online: false });
  assert.deepEqual(told, ['anna true', 'anna false', 'ben false']);
});
