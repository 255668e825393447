import { type AmqpAddress, openAmqpConnection } from '../platform/amqp/amqp-connection.ts';
import type { Log } from '../platform/log.ts';
import { declareReadings, readingsTopology } from './readings-topology.ts';

/**
 * How many readings wait on a broker, and how many of them were given up. Declares what they need.
 *
 * @throws if the broker cannot be reached, or does not allow it.
 */
export async function countReadings(
  broker: AmqpAddress,
  { exchange, log }: { readonly exchange: string; readonly log: Log },
): Promise<{ waiting: number; dead: number }> {
  const topology = readingsTopology(exchange);
  const counts = { waiting: 0, dead: 0 };
  await using _connection = await openAmqpConnection({
    ...broker,
    name: 'wattlet doctor',
    async setup(model) {
      await declareReadings(model, topology);
      const channel = await model.createChannel();
      counts.waiting = (await channel.checkQueue(topology.queue)).messageCount;
      counts.dead = (await channel.checkQueue(topology.deadQueue)).messageCount;
    },
    firstRetries: 0,
    retries: 0,
    log,
  });
  return counts;
}
