import { setTimeout as delay } from 'node:timers/promises';
import { type ChannelModel, connect, type RecoveringChannelModel, type SocketOptions } from 'amqplib';
import type { Log } from '../log.ts';
import { redactUrl } from '../sources/redact-url.ts';

/** Seconds between two signs of life, where the address says nothing of it; a broker that misses two is gone. */
const HEARTBEAT_SECONDS = 10;
const HANDSHAKE_MS = 10_000;
/** A broker that is silent must not keep a closing process. */
const CLOSE_MS = 1_000;

/** Where a broker is, and how it is known. */
export interface AmqpAddress {
  /** `amqp://user:password@host:5672/vhost`, or `amqps:` for TLS. */
  readonly url: string;
  /** PEM of authorities to trust instead of the system's; `amqps` only. */
  readonly ca?: string | undefined;
}

export interface AmqpConnectionOptions extends AmqpAddress {
  /** What the broker's own tools show the connection as. */
  readonly name: string;
  /**
   * Called with each new connection, before it counts as connected: declares, opens channels, consumes. If it rejects,
   * that connection has failed.
   */
  readonly setup: (model: ChannelModel, renew: Renew) => Promise<void>;
  /** How often the first connection is tried again. */
  readonly firstRetries: number;
  /** How often a lost one is tried again, with back-off up to 5 s, before it counts as lost for good. */
  readonly retries: number;
  readonly log: Log;
}

/** Ends a connection, so that it is made anew: for when something on it is broken that cannot be mended. */
export type Renew = (reason: string) => void;

/** A connection to a broker that comes back by itself. */
export interface AmqpConnection extends AsyncDisposable {
  /** Aborts, with the reason, once the connection is given up. */
  readonly lost: AbortSignal;
}

/**
 * Connects, and keeps connected. Disposing closes, in a second at most.
 *
 * @throws if the broker cannot be reached or refuses, or the set-up fails. The message names the address without its password.
 */
export async function openAmqpConnection(options: AmqpConnectionOptions): Promise<AmqpConnection> {
  const { name, setup, firstRetries, retries, log } = options;
  const broker = redactUrl(options.url);
  const lost = new AbortController();
  const cut = new AbortController();
  const socket: SocketOptions & { signal: AbortSignal } = {
    timeout: HANDSHAKE_MS,
    keepAlive: true,
    noDelay: true,
    clientProperties: { connection_name: name },
    signal: cut.signal,
    ...(options.ca !== undefined && { ca: options.ca }),
  };
  const recovery = {
    waitForConnect: false as const,
    initialDelay: 200,
    maxDelay: 5_000,
    jitter: 0.5,
    initialMaxRetries: firstRetries,
    maxRetries: retries,
    async setup(model: ChannelModel) {
      // Until the set-up is done nobody else listens, and an error without a listener would end the process.
      model.on('error', (error) => log.debug({ broker, reason: error.message }, 'connection failed'));
      await setup(model, renewal(model, broker, log));
    },
  };
  const connection: RecoveringChannelModel = await connect(withHeartbeat(options.url), {
    ...socket,
    recovery,
  });
  connection.on('error', () => undefined);
  connection.on('disconnect', ({ message }) =>
    log.warn({ broker, reason: message }, 'lost the message broker'),
  );
  connection.on('reconnect-failed', (error) => lost.abort(unreachable(broker, error)));
  const connected = connection.waitForConnect();
  try {
    await connected;
  } catch (error) {
    throw unreachable(broker, error);
  }
  connection.on('connect', () => log.info({ broker }, 'the message broker is back'));
  return {
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      const timer = new AbortController();
      const late = delay(CLOSE_MS, undefined, { signal: timer.signal }).catch(() => undefined);
      await Promise.race([connection.close(), late]);
      timer.abort();
      cut.abort();
    },
  };
}

function renewal(model: ChannelModel, broker: string, log: Log): Renew {
  let renewed = false;
  return (reason) => {
    if (renewed) return;
    renewed = true;
    log.warn({ broker, reason }, 'connecting to the message broker anew');
    // It may be closed already: then it comes back anyway.
    model.close().catch(() => undefined);
  };
}

function unreachable(broker: string, error: unknown): Error {
  // Of an attempt at several addresses there is a code, and no message.
  const reason =
    error instanceof Error ? error.message || ('code' in error ? error.code : error.name) : error;
  return new Error(`the message broker ${broker} does not serve us: ${reason}`);
}

function withHeartbeat(url: string): string {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat'))
    address.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return address.href;
}
