import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ManualTimers } from '../testing/manual-timers.ts';
import { InboxPresence } from './inbox-presence.ts';

class Page extends EventTarget {
  visibilityState = 'visible';

  show(visibilityState: string): void {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function begin({ fails = false } = {}) {
  const said: boolean[] = [];
  const page = new Page();
  const timers = new ManualTimers();
  const closing = new AbortController();
  const say = async (online: boolean) => {
    said.push(online);
    if (fails) throw new Error('the server cannot be reached');
  };
  const presence = new InboxPresence({ say, timers, page, closing: closing.signal });
  return { said, page, timers, closing, presence };
}

suite('the presence of an agent', () => {
  test('is said at once and every 20 seconds, until the agent is away', async () => {
    const { said, timers, presence } = begin();
    presence.start();
    presence.start();
    timers.advance(40_000);
    assert.deepEqual(said, [true, true, true]);
    await presence.stop();
    await presence.stop();
    timers.advance(60_000);
    assert.deepEqual(said, [true, true, true, false]);
    assert.equal(presence.isOnline, false);
  });

  test('is not said by a page that nobody can see, and at once when it is seen again', () => {
    const { said, page, timers, presence } = begin();
    presence.start();
    page.show('hidden');
    timers.advance(100_000);
    assert.deepEqual(said, [true]);
    assert.equal(presence.isOnline, true);
    page.show('visible');
    assert.deepEqual(said, [true, true]);
    timers.advance(20_000);
    assert.equal(said.length, 3);
  });

  test('is said again when another device of the agent says goodbye, unless nobody is there', async () => {
    const { presence, said } = begin();
    presence.insist();
    assert.deepEqual(said, []);
    presence.start();
    presence.insist();
    assert.deepEqual(said, [true, true]);
    await presence.stop();
    presence.insist();
    assert.deepEqual(said, [true, true, false]);
  });

  test('is said again when the server could not be reached', () => {
    const { said, timers, presence } = begin({ fails: true });
    presence.start();
    timers.advance(20_000);
    assert.deepEqual(said, [true, true]);
  });

  test('ends with the client, without a word', () => {
    const { said, page, timers, closing, presence } = begin();
    presence.start();
    closing.abort();
    page.show('visible');
    timers.advance(60_000);
    assert.deepEqual(said, [true]);
    presence.start();
    assert.equal(presence.isOnline, false);
  });
});
