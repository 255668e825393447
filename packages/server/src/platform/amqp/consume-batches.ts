import type { ChannelModel } from 'amqplib';
import { AcknowledgedBatches, type BatchWork } from './acknowledged-batches.ts';
import { type Delivery, DeliveryLane, type DeliveryLaneOptions } from './delivery-lane.ts';

export interface ConsumeBatchesOptions<Item> extends DeliveryLaneOptions, BatchWork<Item> {
  /** What a message says. Must not throw. */
  readonly read: (delivery: Delivery) => Item;
}

/** A consumer of one connection. */
export interface BatchConsumer {
  /** Takes nothing more, and resolves when what is under way is done and acknowledged. */
  finish(): Promise<void>;
}

/** Consumes a queue in batches, each acknowledged once it is handled, for as long as the connection lasts. */
export async function consumeBatches<Item>(
  model: ChannelModel,
  options: ConsumeBatchesOptions<Item>,
): Promise<BatchConsumer> {
  const lane = await DeliveryLane.open(model, options);
  const batches = new AcknowledgedBatches(lane, options);
  await lane.start((delivery) => batches.add(options.read(delivery), delivery.tag));
  return {
    async finish() {
      await lane.pause();
      await batches.idle();
      await lane.close();
    },
  };
}
