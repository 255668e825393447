import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { FileReceiver } from './receive-file.ts';

const BYTES = 10_000_000;

test('uploads of one sender, however slow, leave room for others', async () => {
  const receiver = new FileReceiver();
  const cut = new Error('cut');
  const ends = Promise.withResolvers<never>();
  // biome-ignore lint/correctness/useYield: nothing ever comes.
  const trickle = async function* (): AsyncGenerator<Uint8Array> {
    await ends.promise;
  };
  const receive = (sender: string) =>
    receiver.receive(trickle(), { sender, bytes: BYTES }, async () => 'stored');
  const slow = [1, 2, 3].map(() => receive('slow'));
  await refusesWith(receive('slow'), 'ResourceExhausted', 'TOO_MANY_UPLOADS');
  const all = Promise.allSettled([...slow, receive('other')]);
  assert.equal(receiver.reserved, 4 * BYTES);
  ends.reject(cut);
  assert.ok((await all).every((end) => end.status === 'rejected' && end.reason === cut));
  assert.equal(receiver.reserved, 0);
  const content = new Uint8Array(BYTES);
  const whole = async function* () {
    yield content;
  };
  const stored = receiver.receive(whole(), { sender: 'slow', bytes: BYTES }, async ({ length }) => length);
  assert.equal(await stored, BYTES);
});
