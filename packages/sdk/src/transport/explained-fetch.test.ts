import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { explainedFetch } from './explained-fetch.ts';

const SHOP = 'https://shop.example';

const unanswered = explainedFetch(async () => {
  throw new TypeError('Failed to fetch');
});

/** Goes on as a script of a page would. */
function onPage(origin: string): void {
  Object.defineProperty(globalThis, 'location', {
    configurable: true,
    value: { origin, href: `${origin}/offers` },
  });
}

afterEach(() => Reflect.deleteProperty(globalThis, 'location'));

test('a page that gets no answer from another origin is told that it may not be allowed', async () => {
  onPage(SHOP);
  await assert.rejects(
    unanswered('https://energy.example/wattlet.v1.SeriesService/GetSeries'),
    /^TypeError: Failed to fetch\. If https:\/\/energy\.example is up, .* pages of https:\/\/shop\.example/,
  );
});

test('a page of the server itself, and a script without a page, are told what happened only', async () => {
  await assert.rejects(unanswered('https://energy.example/'), { message: 'Failed to fetch' });
  onPage(SHOP);
  await assert.rejects(unanswered(`${SHOP}/`), { message: 'Failed to fetch' });
  await assert.rejects(unanswered('/'), { message: 'Failed to fetch' });
});

test('what is given up is no page that is not allowed', async () => {
  onPage(SHOP);
  const reason = new DOMException('gone', 'AbortError');
  const givenUp = explainedFetch(async () => {
    throw reason;
  });
  await assert.rejects(givenUp('https://energy.example/'), reason);
});
