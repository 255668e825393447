import assert from 'node:assert/strict';
import { test } from 'node:test';
import kafkajs from 'kafkajs';
import { aborted } from '../../testing/aborted.ts';
import { eventually } from '../../testing/eventually.ts';
import { Membership, type MembershipOptions } from './membership.ts';

const HOUR_MS = 3_600_000;

function join(heartbeat: () => Promise<void>, times: Partial<MembershipOptions> = {}): Membership {
  return new Membership({ heartbeat, heartbeatMs: 1, sessionMs: HOUR_MS, rebalanceMs: HOUR_MS, ...times });
}

const answer = (type: string) => () =>
  Promise.reject(
    new kafkajs.KafkaJSProtocolError(Object.assign(new Error(type), { type, code: 1, retriable: true })),
  );

test('whoever is no member any more stops at once what they work on, and joins again', async () => {
  for (const type of ['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID']) {
    using membership = join(answer(type));
    await aborted(membership.lost);
    assert.throws(() => membership.leaveIfAsked(), { type });
  }
});

test('while the group is rebalanced what is in hand may be finished, until the others no longer wait', async () => {
  using patient = join(answer('REBALANCE_IN_PROGRESS'));
  await eventually(() => {
    assert.throws(() => patient.leaveIfAsked(), { type: 'REBALANCE_IN_PROGRESS' });
    return true;
  });
  assert.equal(patient.lost.aborted, false);
  using late = join(answer('REBALANCE_IN_PROGRESS'), { rebalanceMs: 5 });
  await aborted(late.lost);
});

test('a heartbeat that fails or is silent is no loss before the session is over', async () => {
  let beats = 0;
  using shaky = join(async () => {
    beats += 1;
    if (beats < 3) throw new Error('no connection');
  });
  await eventually(() => (beats > 3 ? true : undefined));
  assert.equal(shaky.lost.aborted, false);
  shaky.leaveIfAsked();
  for (const heartbeat of [
    () => Promise.reject(new Error('no connection')),
    () => new Promise<void>(() => undefined),
  ]) {
    using gone = join(heartbeat, { sessionMs: 5 });
    await aborted(gone.lost);
  }
});
