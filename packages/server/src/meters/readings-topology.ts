import type { ChannelModel } from 'amqplib';

/**
 * How often a reading is delivered before it is given up. Only what makes the server fail by itself is delivered so
 * often: a database that is away is waited for.
 */
const DELIVERY_LIMIT = 20;
/** Given up readings wait however often they are delivered. Brokers from 4.0 on have a limit unless there is another. */
const NO_LIMIT = 2 ** 31 - 1;

/** Where readings go on the broker. */
export interface ReadingsTopology {
  /** Durable topic exchange that producers publish to; every routing key is taken. */
  readonly exchange: string;
  /** Quorum queue of what is to be stored. */
  readonly queue: string;
  /** Exchange and quorum queue of what was delivered too often. */
  readonly deadExchange: string;
  readonly deadQueue: string;
}

/** The exchange, the queue of the same name, and what is dead of them. */
export function readingsTopology(exchange: string): ReadingsTopology {
  const dead = `${exchange}.dead`;
  return { exchange, queue: exchange, deadExchange: dead, deadQueue: dead };
}

/** Declares it; what is there already stays. @throws if the broker has something else of these names. */
export async function declareReadings(model: ChannelModel, topology: ReadingsTopology): Promise<void> {
  const { exchange, queue, deadExchange, deadQueue } = topology;
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  await channel.assertExchange(deadExchange, 'topic', { durable: true });
  await channel.assertQueue(deadQueue, {
    durable: true,
    arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': NO_LIMIT },
  });
  await channel.bindQueue(deadQueue, deadExchange, '#');
  await channel.assertExchange(exchange, 'topic', { durable: true });
  await channel.assertQueue(queue, {
    durable: true,
    // What is given up leaves the queue only once the other one has it, which needs this way of overflowing.
    overflow: 'reject-publish',
    deadLetterExchange: deadExchange,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': DELIVERY_LIMIT,
      'x-dead-letter-strategy': 'at-least-once',
    },
  });
  await channel.bindQueue(queue, exchange, '#');
  await channel.close();
}
