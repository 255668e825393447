/** A Kafka of one node that runs, or is stopped for a while. */
export interface KafkaBroker extends AsyncDisposable {
  /** `127.0.0.1:PORT`, the same after a stop. */
  readonly brokers: string;
  /** Starts it again after a stop, with what it had. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface KafkaBrokerOptions {
  readonly port?: number;
  /** `host:port` that clients are told to use, where that is not its own. */
  readonly advertised?: string;
  readonly folder?: string;
  readonly tls?: { readonly certificate: string; readonly key: string };
  readonly sasl?: { readonly user: string; readonly password: string };
}

/** Why no broker can be started without a download, or undefined where one can. */
export function kafkaMissing(): string | undefined;

/** Starts an Apache Kafka on 127.0.0.1, which creates no topic by itself. Gets its jars first where they are missing. */
export function startKafka(options?: KafkaBrokerOptions): Promise<KafkaBroker>;
