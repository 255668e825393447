import { randomUUID } from 'node:crypto';
import type { ChannelModel, ConfirmChannel } from 'amqplib';
import type { Log } from '../log.ts';
import { type AmqpAddress, type AmqpConnection, openAmqpConnection, type Renew } from './amqp-connection.ts';

export interface ConfirmedPublisherOptions extends AmqpAddress {
  readonly name: string;
  readonly exchange: string;
  /** Declares what is published to, whenever connected. */
  readonly declare: (model: ChannelModel) => Promise<void>;
  /** Most messages that wait for the broker's confirmation. */
  readonly window: number;
  /** Time after which the connection counts as broken if a message is not confirmed, in milliseconds. */
  readonly confirmMs: number;
  /** The trace that a message is part of, for its header `traceparent`. */
  readonly traceparent?: () => string | undefined;
  readonly log: Log;
}

interface Outstanding {
  readonly id: string;
  readonly routingKey: string;
  readonly content: Buffer;
  readonly traceparent: string | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  sentAt: number;
}

/**
 * Publishes to an exchange of a broker that may go away: what is not confirmed by then is sent again, with the same
 * message id, once the broker is back. So a message is in its queue at least once when its promise resolves.
 */
export class ConfirmedPublisher implements AsyncDisposable {
  readonly #options: ConfirmedPublisherOptions;
  readonly #outstanding = new Map<string, Outstanding>();
  readonly #room: (() => void)[] = [];
  #connection: AmqpConnection | undefined;
  #renewConnection: Renew = () => undefined;
  #channel: ConfirmChannel | undefined;
  #watch: NodeJS.Timeout | undefined;
  #blocked = false;
  #ended: Error | undefined;

  private constructor(options: ConfirmedPublisherOptions) {
    this.#options = options;
  }

  /** @throws if the broker cannot be reached. */
  static async open(options: ConfirmedPublisherOptions): Promise<ConfirmedPublisher> {
    const publisher = new ConfirmedPublisher(options);
    const connection = await openAmqpConnection({
      ...options,
      setup: (model, renew) => publisher.#setUp(model, renew),
      firstRetries: 0,
      retries: Number.POSITIVE_INFINITY,
    });
    publisher.#connection = connection;
    publisher.#watch = setInterval(() => publisher.#checkConfirms(), options.confirmMs / 4);
    return publisher;
  }

  /** How many messages wait for their confirmation. */
  get unconfirmed(): number {
    return this.#outstanding.size;
  }

  /**
   * Publishes a message, once there is room in the window; resolves when the broker has it safely.
   *
   * @throws if no queue takes it, or the publisher is closed.
   */
  async publish(routingKey: string, content: Buffer): Promise<void> {
    while (this.#outstanding.size >= this.#options.window && !this.#ended)
      await new Promise<void>((resolve) => this.#room.push(resolve));
    if (this.#ended) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const traceparent = this.#options.traceparent?.();
    const message = { id: randomUUID(), routingKey, content, traceparent, resolve, reject, sentAt: 0 };
    this.#outstanding.set(message.id, message);
    this.#send(message);
    await promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#watch);
    this.#ended = new Error('the publisher was closed before the message broker confirmed the message');
    await this.#connection?.[Symbol.asyncDispose]();
    for (const { reject } of this.#outstanding.values()) reject(this.#ended);
    this.#outstanding.clear();
    for (const resolve of this.#room.splice(0)) resolve();
  }

  async #setUp(model: ChannelModel, renew: Renew): Promise<void> {
    await this.#options.declare(model);
    const channel = await model.createConfirmChannel();
    this.#blocked = false;
    model.on('blocked', () => {
      this.#blocked = true;
    });
    model.on('unblocked', () => {
      this.#blocked = false;
    });
    channel.on('error', ({ message }) => renew(message));
    // Before the confirmations that are outstanding are called off: they are no news then.
    channel.prependListener('close', () => {
      if (this.#channel === channel) this.#channel = undefined;
    });
    channel.on('return', ({ properties }) => this.#refuse(String(properties.messageId)));
    this.#channel = channel;
    this.#renewConnection = renew;
    for (const message of this.#outstanding.values()) this.#send(message);
  }

  /** Without a channel the message waits for the next one. */
  #send(message: Outstanding): void {
    const channel = this.#channel;
    if (!channel) return;
    message.sentAt = performance.now();
    const options = {
      messageId: message.id,
      persistent: true,
      mandatory: true,
      contentType: 'application/json',
      ...(message.traceparent !== undefined && { headers: { traceparent: message.traceparent } }),
    };
    channel.publish(this.#options.exchange, message.routingKey, message.content, options, (error) => {
      if (this.#channel !== channel) return;
      if (error) this.#renew(`it did not take a message: ${error.message}`);
      else this.#settle(message.id)?.resolve();
    });
  }

  /** What is not confirmed by then is sent again. */
  #renew(reason: string): void {
    this.#channel = undefined;
    this.#renewConnection(reason);
  }

  #refuse(id: string): void {
    const { exchange } = this.#options;
    this.#settle(id)?.reject(new Error(`no queue takes messages of the exchange ${exchange}`));
  }

  #settle(id: string): Outstanding | undefined {
    const message = this.#outstanding.get(id);
    if (this.#outstanding.delete(id)) this.#room.shift()?.();
    return message;
  }

  #checkConfirms(): void {
    const { confirmMs } = this.#options;
    if (!this.#channel || this.#blocked) return;
    const oldest = performance.now() - confirmMs;
    for (const { sentAt } of this.#outstanding.values()) {
      if (sentAt >= oldest) continue;
      this.#renew(`it has not confirmed a message for ${confirmMs} ms`);
      return;
    }
  }
}
