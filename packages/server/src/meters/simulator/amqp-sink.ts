import type { AmqpAddress } from '../../platform/amqp/amqp-connection.ts';
import { ConfirmedPublisher } from '../../platform/amqp/confirmed-publisher.ts';
import type { Log } from '../../platform/log.ts';
import { declareReadings, readingsTopology } from '../readings-topology.ts';
import { brokenBody, messageBody } from './message-body.ts';
import type { ReadingSink } from './run-simulation.ts';

const WINDOW = 1_000;
const CONFIRM_MS = 30_000;

/** Where simulated readings are published. */
export interface AmqpSinkOptions extends AmqpAddress {
  readonly exchange: string;
  /** Decides how corrupt bodies are broken. */
  readonly seed: number;
  readonly log: Log;
}

/** Publishes readings to RabbitMQ, through lost connections. Their routing key is the id of their meter. */
export async function openAmqpSink(options: AmqpSinkOptions): Promise<ReadingSink & AsyncDisposable> {
  const { exchange, seed } = options;
  const publisher = await ConfirmedPublisher.open({
    ...options,
    name: 'wattlet simulate',
    declare: (model) => declareReadings(model, readingsTopology(exchange)),
    window: WINDOW,
    confirmMs: CONFIRM_MS,
  });
  return {
    send({ item, kind }) {
      const body = kind === 'corrupt' ? brokenBody(item, seed) : messageBody(item);
      return publisher.publish(item.meterId, body);
    },
    [Symbol.asyncDispose]: () => publisher[Symbol.asyncDispose](),
  };
}
