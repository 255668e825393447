import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ChannelModel, connect } from 'amqplib';
import { eventually } from '../testing/eventually.ts';
import { silentLog } from '../testing/silent-log.ts';
import { startTcpProxy } from '../testing/tcp-proxy.ts';
import { openAmqpConnection } from './amqp-connection.ts';
import { ConfirmedPublisher, type ConfirmedPublisherOptions } from './confirmed-publisher.ts';
import { type BatchConsumer, consumeBatches } from './consume-batches.ts';
import { noSharedBroker, ownExchange, SHARED_BROKER } from './testing/shared-broker.ts';

const skip = await noSharedBroker();
const MESSAGES = 3_000;

/** Declares an exchange and a queue of that name that takes everything. */
const declare = (name: string) => async (model: ChannelModel) => {
  const channel = await model.createChannel();
  await channel.assertExchange(name, 'topic', { durable: true });
  await channel.assertQueue(name, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await channel.bindQueue(name, name, '#');
  await channel.close();
};

const openPublisher = (url: string, exchange: string, other: Partial<ConfirmedPublisherOptions> = {}) =>
  ConfirmedPublisher.open({
    ...{ url, exchange, name: 'test', window: 64, confirmMs: 2_000, log: silentLog },
    declare: declare(exchange),
    ...other,
  });

describe('a publisher and a consumer whose connections are cut', { skip }, () => {
  test('every message is confirmed and handled, however often the way to the broker is cut', async () => {
    await using exchange = ownExchange();
    await using way = await startTcpProxy(SHARED_BROKER);
    const handled = new Map<string, number>();
    let consumer: BatchConsumer | undefined;
    await using _connection = await openAmqpConnection({
      ...{ url: way.url, name: 'test', log: silentLog, firstRetries: 0, retries: 100 },
      async setup(model, renew) {
        await declare(exchange.name)(model);
        consumer = await consumeBatches<string>(model, {
          ...{ queue: exchange.name, prefetch: 200, renew },
          ...{ most: 50, inFlight: 3, waitMs: 5, backoffMs: 1, log: silentLog },
          isTransient: () => true,
          read: ({ content }) => content.toString(),
          async handle(items) {
            await Promise.resolve();
            for (const item of items) handled.set(item, (handled.get(item) ?? 0) + 1);
          },
        });
      },
    });
    await using publisher = await openPublisher(way.url, exchange.name);
    const published = Promise.all(
      Array.from({ length: MESSAGES }, (_, index) => publisher.publish('a.b', Buffer.from(String(index)))),
    );
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      await eventually(() => (handled.size >= MESSAGES * share ? true : undefined));
      await way.refuse();
      await way.heal();
    }
    await published;
    await eventually(() => (handled.size === MESSAGES ? true : undefined));
    await consumer?.finish();
    await using rest = await connect(SHARED_BROKER).then(disposable);
    const channel = await rest.createChannel();
    // What was acknowledged on a connection that was cut comes again on the next one.
    await eventually(async () => (await channel.checkQueue(exchange.name)).messageCount === 0 || undefined);
  });

  test('a broker that falls silent is left for a new connection, and what it did not confirm is sent again', async () => {
    await using exchange = ownExchange();
    await using way = await startTcpProxy(SHARED_BROKER);
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (_: unknown, message?: string) => void warnings.push(message ?? '') };
    await using publisher = await openPublisher(way.url, exchange.name, { log });
    way.stall();
    const publishing = publisher.publish('a', Buffer.from('late'));
    await eventually(() => (warnings.includes('connecting to the message broker anew') ? true : undefined));
    assert.equal(publisher.unconfirmed, 1);
    await way.refuse();
    await way.heal();
    await publishing;
  });

  test('a message that no queue takes is refused by name', async () => {
    await using exchange = ownExchange();
    await using publisher = await openPublisher(SHARED_BROKER, exchange.name, {
      async declare(model) {
        const channel = await model.createChannel();
        await channel.assertExchange(exchange.name, 'topic', { durable: true });
      },
    });
    await assert.rejects(publisher.publish('a', Buffer.from('{}')), {
      message: `no queue takes messages of the exchange ${exchange.name}`,
    });
  });

  test('closing refuses what is not confirmed', async () => {
    await using exchange = ownExchange();
    await using way = await startTcpProxy(SHARED_BROKER);
    const publisher = await openPublisher(way.url, exchange.name);
    way.stall();
    const publishing = Array.from({ length: 100 }, () => publisher.publish('a', Buffer.from('{}')));
    const refused = Promise.allSettled(publishing);
    await publisher[Symbol.asyncDispose]();
    assert.deepEqual(new Set((await refused).map(({ status }) => status)), new Set(['rejected']));
    await assert.rejects(publisher.publish('a', Buffer.from('{}')), /was closed/);
  });
});

test('a broker that cannot be reached is named, without its password', async () => {
  await using way = await startTcpProxy(SHARED_BROKER);
  await way.refuse();
  const url = way.url.replace('guest:guest', 'guest:open-sesame');
  await assert.rejects(openPublisher(url, 'nothing'), (error: Error) => {
    assert.match(
      error.message,
      /^the message broker amqp:\/\/guest:\*\*\*@127.0.0.1:\d+ does not serve us: .*ECONNREFUSED/,
    );
    assert.ok(!`${error.stack}`.includes('sesame'));
    return true;
  });
});

test('a password that is refused is not shown either', { skip }, async () => {
  const url = SHARED_BROKER.replace(/\/\/[^@]*@/, '//guest:open-sesame@');
  await assert.rejects(openPublisher(url, 'nothing'), (error: Error) => {
    assert.match(error.message, /ACCESS.REFUSED/);
    assert.ok(!`${error.stack}`.includes('sesame'));
    return true;
  });
});

function disposable(connection: ChannelModel): ChannelModel & AsyncDisposable {
  return Object.assign(connection, { [Symbol.asyncDispose]: () => connection.close() });
}
