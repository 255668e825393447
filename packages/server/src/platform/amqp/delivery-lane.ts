import { randomUUID } from 'node:crypto';
import { type Channel, type ChannelModel, type ConsumeMessage, IllegalOperationError } from 'amqplib';
import type { Renew } from './amqp-connection.ts';

/** A message as a consumer gets it. */
export interface Delivery {
  readonly content: Buffer;
  /** Increases within the lane. */
  readonly tag: number;
  /** The trace that it is part of, as its publisher says (https://www.w3.org/TR/trace-context/). */
  readonly traceparent: string | undefined;
}

export interface DeliveryLaneOptions {
  readonly queue: string;
  /** Most deliveries that are not yet settled. */
  readonly prefetch: number;
  /** Called when the broker ends the channel or the consumer, while the connection stays. */
  readonly renew: Renew;
}

/**
 * The deliveries of one channel: its messages can be settled by it alone, and while it is open. What is settled
 * once it or its connection closes is ignored, because the broker delivers it again.
 */
export class DeliveryLane {
  readonly #channel: Channel;
  readonly #options: DeliveryLaneOptions;
  readonly #consumerTag: string;
  readonly #closed = new AbortController();
  /** Of a message that is settled amqplib looks at the tag alone, so none is kept until then. */
  #settled: ConsumeMessage | undefined;

  private constructor(channel: Channel, options: DeliveryLaneOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#consumerTag = `${options.queue}-${randomUUID()}`;
    channel.on('error', ({ message }) => options.renew(message));
    channel.on('close', () => this.#closed.abort());
  }

  /** Opens a channel on which nothing is delivered yet. */
  static async open(model: ChannelModel, options: DeliveryLaneOptions): Promise<DeliveryLane> {
    const channel = await model.createChannel();
    const lane = new DeliveryLane(channel, options);
    await channel.prefetch(options.prefetch);
    return lane;
  }

  /** Aborts when the channel is gone, however that came about. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Starts the deliveries. */
  async start(take: (delivery: Delivery) => void): Promise<void> {
    const { queue, renew } = this.#options;
    const onMessage = (message: ConsumeMessage | null): void => {
      if (message === null) {
        renew(`${queue} was deleted or moved`);
        return;
      }
      this.#settled ??= { ...message, content: Buffer.alloc(0) };
      const traceparent: unknown = message.properties.headers?.['traceparent'];
      take({
        content: message.content,
        tag: message.fields.deliveryTag,
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
      });
    };
    await this.#channel.consume(queue, onMessage, { consumerTag: this.#consumerTag });
  }

  /** Ends the deliveries; those that are there can still be settled. */
  async pause(): Promise<void> {
    await this.#ask(() => this.#channel.cancel(this.#consumerTag));
  }

  /** Resolves when the broker has got what was settled. Nothing can be settled afterwards. */
  async close(): Promise<void> {
    await this.#ask(() => this.#channel.close());
  }

  /** Settles this delivery and all before it. It must be outstanding. */
  ackUpTo(tag: number): void {
    this.#settle(tag, (message) => this.#channel.ack(message, true));
  }

  /** Puts one delivery back into the queue, which counts it. */
  requeue(tag: number): void {
    this.#settle(tag, (message) => this.#channel.nack(message, false, true));
  }

  /** Asks for an end: a channel that goes away meanwhile has come to it. */
  async #ask(request: () => Promise<unknown>): Promise<void> {
    if (this.closed.aborted) return;
    try {
      await request();
    } catch (error) {
      if (!this.#isGone(error)) throw error;
    }
  }

  #settle(deliveryTag: number, how: (message: ConsumeMessage) => void): void {
    if (this.closed.aborted || this.#settled === undefined) return;
    try {
      how({ ...this.#settled, fields: { ...this.#settled.fields, deliveryTag } });
    } catch (error) {
      if (!this.#isGone(error)) throw error;
    }
  }

  /** Also of a channel that still waits for its connection's end: amqplib takes nothing more for it. */
  #isGone(error: unknown): boolean {
    return this.closed.aborted || error instanceof IllegalOperationError;
  }
}
