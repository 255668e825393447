import { readFileSync } from 'node:fs';
import { Kafka, type KafkaConfig, logLevel, type SASLOptions } from 'kafkajs';
import { ConfigError } from '../../../config-error.ts';
import type { Log } from '../../log.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { quietRequestQueue } from './quiet-request-queue.ts';

quietRequestQueue();

const CONNECT_MS = 5_000;
/** With its back-off about five seconds: then whoever used the broker fails and says so. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 };

/**
 * The client of a deployment's Kafka. Nothing connects yet.
 *
 * @throws ConfigError naming a file that cannot be read.
 */
export function openKafka(settings: KafkaSettings, log: Log): Kafka {
  const { brokers, sasl } = settings;
  const config: KafkaConfig = {
    clientId: 'wattlet',
    brokers: [...brokers],
    connectionTimeout: CONNECT_MS,
    authenticationTimeout: CONNECT_MS,
    retry: RETRY,
    logLevel: logLevel.INFO,
    // What fails is thrown as well: here it is told once more, and in passing.
    logCreator: () => (entry) => {
      const { message, timestamp: _, logger: __, ...rest } = entry.log;
      log.debug({ kafka: entry.namespace, ...rest }, message);
    },
  };
  const ssl = tlsOf(settings);
  return new Kafka({ ...config, ...(ssl && { ssl }), ...(sasl && { sasl: signIn(sasl) }) });
}

function tlsOf({ tls, caFile, certificateFile, keyFile }: KafkaSettings): KafkaConfig['ssl'] {
  if (!tls) return undefined;
  const ca = readPem('KAFKA_CA_FILE', caFile);
  const cert = readPem('KAFKA_CERT_FILE', certificateFile);
  const key = readPem('KAFKA_KEY_FILE', keyFile);
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function readPem(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${name}: ${path} cannot be read`, { cause });
  }
}

function signIn({ mechanism, user, password }: NonNullable<KafkaSettings['sasl']>): SASLOptions {
  const as = { username: user, password };
  // One by one, as the types tell the mechanisms apart.
  if (mechanism === 'plain') return { mechanism, ...as };
  if (mechanism === 'scram-sha-256') return { mechanism, ...as };
  return { mechanism, ...as };
}
