import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listenForWake } from './wake.ts';

class Page extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
}

test('coming online and becoming visible wake, becoming hidden does not', () => {
  const page = new Page();
  let wakes = 0;
  const stop = listenForWake(page, () => {
    wakes += 1;
  });
  page.dispatchEvent(new Event('online'));
  page.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(wakes, 1);
  page.document.visibilityState = 'visible';
  page.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(wakes, 2);
  stop();
  page.dispatchEvent(new Event('online'));
  page.document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(wakes, 2);
});

test('a page that is left is told so', () => {
  const page = new Page();
  let leaves = 0;
  const stop = listenForWake(
    page,
    () => assert.fail('nothing wakes'),
    () => {
      leaves += 1;
    },
  );
  page.dispatchEvent(new Event('pagehide'));
  assert.equal(leaves, 1);
  stop();
  page.dispatchEvent(new Event('pagehide'));
  assert.equal(leaves, 1);
});

test('where there are no such events there is nothing to listen to', () => {
  listenForWake({}, () => assert.fail('nothing can wake'))();
});
