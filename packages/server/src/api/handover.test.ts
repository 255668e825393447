import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handOver } from './testing/handover.ts';

test('a node that stops under load loses nothing that was acknowledged, and its clients go on at the other', async (t) => {
  const { acknowledged, stored, resumedMs } = await handOver({ clients: 12, messages: 5 });
  assert.ok(acknowledged.length >= 120);
  assert.equal(new Set(stored).size, stored.length, 'a message is stored twice');
  const there = new Set(stored);
  assert.deepEqual(
    acknowledged.filter((text) => !there.has(text)),
    [],
  );
  // Streams went to both nodes in turn. How long theirs take to go on is held to a bound by the proof (`checkAbsences`): a
  // machine that does much else would fail this test for being slow.
  assert.ok(resumedMs.length > 0);
  t.diagnostic(`${resumedMs.length} streams went on within ${Math.max(...resumedMs).toFixed(0)} ms`);
});
