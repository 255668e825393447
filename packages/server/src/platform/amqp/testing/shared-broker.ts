import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';

/** For tests: the broker that all tests share; each takes names of its own, and none stops it. */
export const SHARED_BROKER = process.env['WATTLET_TEST_AMQP_URL'] || 'amqp://guest:guest@127.0.0.1:5672';

/** For tests: why a test that needs the shared broker is skipped, or false where it can run. */
export async function noSharedBroker(): Promise<string | false> {
  try {
    const connection = await connect(SHARED_BROKER, { timeout: 5_000 });
    await connection.close();
    return false;
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return `needs RabbitMQ (WATTLET_TEST_AMQP_URL): ${reason}`;
  }
}

/** For tests: the name of an exchange that nobody else uses; with disposal, what is of that name and below goes. */
export function ownExchange(url = SHARED_BROKER): { readonly name: string } & AsyncDisposable {
  const name = `wattlet.test.${randomUUID()}`;
  return {
    name,
    async [Symbol.asyncDispose]() {
      const connection = await connect(url);
      const channel = await connection.createChannel();
      for (const each of [name, `${name}.dead`]) {
        await channel.deleteQueue(each);
        await channel.deleteExchange(each);
      }
      await connection.close();
    },
  };
}
