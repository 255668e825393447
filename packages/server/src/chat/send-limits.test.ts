import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { RetryInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { SendLimits } from './send-limits.ts';

const customer = { siteId: 'site', accountId: 'customer', side: 'customer' as const };
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

test('who writes too fast is told when to go on, and nobody else is', async () => {
  const limits = new SendLimits({ customer: 2, agent: 3 });
  limits.countSending(customer, 'message', at(0));
  limits.countSending(customer, 'message', at(0));
  const again = async () => limits.countSending(customer, 'message', at(0));
  const error = await refusesWith(again, 'ResourceExhausted', 'TOO_MANY_MESSAGES');
  assert.equal(error.rawMessage, 'too many messages in a short time; try again in 30 s');
  assert.deepEqual(
    error.findDetails(RetryInfoSchema).map(({ retryDelay }) => retryDelay?.seconds),
    [30n],
  );
  // Another site's customer of the same id, files, and agents have buckets of their own.
  limits.countSending({ ...customer, siteId: 'other' }, 'message', at(0));
  limits.countSending(customer, 'file', at(0));
  for (let index = 0; index < 3; index++)
    limits.countSending({ ...customer, side: 'site' }, 'message', at(0));
  limits.countSending(customer, 'message', at(30));
});

test('visits are counted by the address they come from', async () => {
  const limits = new SendLimits({ visits: 1 });
  limits.countVisit('192.0.2.1', at(0));
  limits.countVisit('192.0.2.2', at(0));
  const again = async () => limits.countVisit('192.0.2.1', at(0));
  await refusesWith(again, 'ResourceExhausted', 'TOO_MANY_VISITS');
});
