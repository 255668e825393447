import { declareReadings, readingsTopology } from '../packages/server/src/meters/readings-topology.ts';
import { openAmqpConnection } from '../packages/server/src/platform/amqp/amqp-connection.ts';
import { SHARED_BROKER } from '../packages/server/src/platform/amqp/testing/shared-broker.ts';
import { silentLog } from '../packages/server/src/platform/testing/silent-log.ts';

/** Messages that are published before the broker has confirmed the first of them. */
const WINDOW = 5_000;

/** Declares the queue of an exchange of readings and fills it; resolves when the broker has all of it safely. */
export async function fillQueue(exchange: string, bodies: Iterable<Buffer>): Promise<void> {
  const topology = readingsTopology(exchange);
  const filled = Promise.withResolvers<void>();
  await using _connection = await openAmqpConnection({
    ...{ url: SHARED_BROKER, name: 'wattlet bench', firstRetries: 0, retries: 0, log: silentLog },
    async setup(model) {
      await declareReadings(model, topology);
      const channel = await model.createConfirmChannel();
      let published = 0;
      for (const body of bodies) {
        channel.publish(exchange, 'bench', body, { persistent: true });
        published += 1;
        if (published % WINDOW === 0) await channel.waitForConfirms();
      }
      await channel.waitForConfirms();
      filled.resolve();
    },
  });
  await filled.promise;
}
