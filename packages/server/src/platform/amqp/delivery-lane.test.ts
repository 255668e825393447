import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ChannelModel, connect } from 'amqplib';
import { eventually } from '../testing/eventually.ts';
import { type Delivery, DeliveryLane } from './delivery-lane.ts';
import { noSharedBroker, ownExchange, SHARED_BROKER } from './testing/shared-broker.ts';

const skip = await noSharedBroker();

const neverRenewed = (reason: string) => assert.fail(reason);

/** A lane on a queue of that name, and its one delivery. */
async function laneWithDelivery(model: ChannelModel, queue: string) {
  const lane = await DeliveryLane.open(model, { queue, prefetch: 1, renew: neverRenewed });
  const deliveries: Delivery[] = [];
  await lane.start((delivery) => void deliveries.push(delivery));
  return { lane, delivery: await eventually(() => deliveries[0]) };
}

describe('a lane whose connection closes', { skip }, () => {
  test('ignores what is settled and asked meanwhile; the delivery comes again', async () => {
    await using queue = ownExchange();
    const model = await connect(SHARED_BROKER);
    const channel = await model.createChannel();
    await channel.assertQueue(queue.name, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    channel.sendToQueue(queue.name, Buffer.from('once'));
    const { lane, delivery } = await laneWithDelivery(model, queue.name);

    const closing = model.close();
    assert.equal(lane.closed.aborted, false, 'the broker has not answered yet');
    lane.ackUpTo(delivery.tag);
    lane.requeue(delivery.tag);
    await lane.pause();
    await lane.close();
    await closing;
    assert.equal(lane.closed.aborted, true);

    const next = await connect(SHARED_BROKER);
    const again = await laneWithDelivery(next, queue.name);
    assert.equal(again.delivery.content.toString(), 'once');
    again.lane.ackUpTo(again.delivery.tag);
    await again.lane.close();
    await next.close();
  });
});
