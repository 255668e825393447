import { connect } from 'amqplib';

/** For tests: how many messages wait in a queue of a broker, and how many consumers it has. */
export async function queueState(
  url: string,
  queue: string,
): Promise<{ readonly waiting: number; readonly consumers: number }> {
  const connection = await connect(url);
  try {
    const channel = await connection.createChannel();
    const { messageCount, consumerCount } = await channel.checkQueue(queue);
    return { waiting: messageCount, consumers: consumerCount };
  } finally {
    await connection.close();
  }
}
