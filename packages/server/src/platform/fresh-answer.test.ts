import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FreshAnswer } from './fresh-answer.ts';

function questions() {
  const asked: PromiseWithResolvers<number>[] = [];
  const answer = new FreshAnswer(() => {
    const one = Promise.withResolvers<number>();
    asked.push(one);
    return one.promise;
  });
  return { asked, answer };
}

test('those who ask while an answer is under way share the next one, which is asked afterwards', async () => {
  const { asked, answer } = questions();
  const first = answer.get();
  const later = [answer.get(), answer.get()];
  assert.equal(asked.length, 1);
  asked[0]?.resolve(1);
  assert.equal(await first, 1);
  await Promise.resolve();
  assert.equal(asked.length, 2);
  asked[1]?.resolve(2);
  assert.deepEqual(await Promise.all(later), [2, 2]);
});

test('a failure is that of those who waited for it, and the next one is asked all the same', async () => {
  const { asked, answer } = questions();
  const first = answer.get();
  const second = answer.get();
  asked[0]?.reject(new Error('away'));
  await assert.rejects(first, /away/);
  await Promise.resolve();
  asked[1]?.resolve(2);
  assert.equal(await second, 2);
  const third = answer.get();
  asked[2]?.resolve(3);
  assert.equal(await third, 3);
});
