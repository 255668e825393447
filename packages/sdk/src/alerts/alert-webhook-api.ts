import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText } from '../transport/from-wire.ts';

/** Where a site is told of its alerts. */
export interface AlertWebhook {
  /** Absent where nobody is told. */
  readonly url?: string;
  /** How many deliveries wait. */
  readonly waiting: number;
  /** How many were given up after 24 hours. */
  readonly parked: number;
}

/** For administrators: where their site is told of its alerts. Every method rejects with a `WattletError`. */
export class AlertWebhookApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof AlertService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = createClient(AlertService, connection.transports.fresh);
  }

  /** Where the site is told, and how its deliveries are. */
  get({ signal }: Cancellable = {}): Promise<AlertWebhook> {
    return this.#call(signal, async (options) => {
      const { url, waiting, parked } = await this.#client.getWebhook({}, options);
      return { ...optionalText('url', url), waiting: Number(waiting), parked: Number(parked) };
    });
  }

  /**
   * Has the site told of its alerts at an https address; an empty one ends that.
   *
   * @returns the secret that deliveries are signed with, which is shown this once
   */
  set(url: string, { signal }: Cancellable = {}): Promise<{ readonly secret: string }> {
    return this.#call(signal, async (options) => {
      const { secret } = await this.#client.setWebhook({ url }, options);
      return { secret };
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}
