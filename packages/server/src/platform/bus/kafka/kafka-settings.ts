import type { Setting } from '../../../config.ts';
import { ConfigError } from '../../../config-error.ts';
import { readSecretSetting } from '../../../secret-setting.ts';

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

export type SaslMechanism = (typeof MECHANISMS)[number];

/** What a deployment says of its Kafka. */
export interface KafkaSettings {
  /** Each `host:port`. */
  readonly brokers: readonly string[];
  /** What the names of topics and groups start with. */
  readonly prefix: string;
  /** Partitions of a topic that is created. */
  readonly partitions: number;
  /** Copies of a topic that is created; undefined takes three, or as many as there are brokers. */
  readonly replication: number | undefined;
  /** How long a topic that is created keeps its events. */
  readonly retentionHours: number;
  readonly tls: boolean;
  /** PEM file of authorities to trust instead of the system's. */
  readonly caFile: string | undefined;
  /** PEM files that this process shows who it is with. */
  readonly certificateFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly sasl:
    | { readonly mechanism: SaslMechanism; readonly user: string; readonly password: string }
    | undefined;
}

/** The variables that {@link readKafkaSettings} reads. */
export const KAFKA_SETTINGS: readonly Setting[] = [
  {
    name: 'KAFKA_BROKERS',
    fallback: '',
    meaning:
      'Kafka that carries events between roles, host:port, several by commas; without it PostgreSQL does',
  },
  { name: 'KAFKA_PREFIX', fallback: 'wattlet.', meaning: 'what the names of topics and groups start with' },
  { name: 'KAFKA_PARTITIONS', fallback: '6', meaning: 'partitions of a topic that is created' },
  {
    name: 'KAFKA_REPLICATION',
    fallback: '',
    meaning: 'copies of a topic that is created; without it three, or as many as there are brokers',
  },
  {
    name: 'KAFKA_RETENTION_HOURS',
    fallback: '168',
    meaning: 'hours that a topic that is created keeps events',
  },
  {
    name: 'KAFKA_TLS',
    fallback: '0',
    meaning: '1 speaks TLS with Kafka; a file of the next three does, too',
  },
  { name: 'KAFKA_CA_FILE', fallback: '', meaning: 'PEM file of authorities to trust for Kafka' },
  { name: 'KAFKA_CERT_FILE', fallback: '', meaning: 'PEM file of the certificate to show to Kafka' },
  { name: 'KAFKA_KEY_FILE', fallback: '', meaning: 'PEM file of the key of that certificate' },
  {
    name: 'KAFKA_SASL_MECHANISM',
    fallback: '',
    meaning: 'how to sign in to Kafka: plain, scram-sha-256 or scram-sha-512',
  },
  { name: 'KAFKA_SASL_USER', fallback: '', meaning: 'user that signs in to Kafka' },
  { name: 'KAFKA_SASL_PASSWORD', fallback: '', meaning: 'password of that user', secret: true },
  { name: 'KAFKA_SASL_PASSWORD_FILE', fallback: '', meaning: 'file that holds KAFKA_SASL_PASSWORD' },
];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Kafka of a deployment; undefined where it names none.
 *
 * @throws ConfigError naming the variable that cannot be understood.
 */
export function readKafkaSettings(env: Environment): KafkaSettings | undefined {
  const given = (name: string): string | undefined => env[name] || undefined;
  const brokers = (given('KAFKA_BROKERS') ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
  if (brokers.length === 0) return undefined;
  for (const broker of brokers) {
    if (!/^(\[[0-9a-fA-F:.]+\]|[^\s:/@]+):\d{1,5}$/.test(broker))
      throw new ConfigError(`KAFKA_BROKERS has ${JSON.stringify(broker)}, it may list host:port by commas`);
  }
  const prefix = given('KAFKA_PREFIX') ?? 'wattlet.';
  if (!/^[A-Za-z0-9._-]{1,80}$/.test(prefix))
    throw new ConfigError(
      `KAFKA_PREFIX is ${JSON.stringify(prefix)}, it may have 80 letters, digits, and "._-"`,
    );
  const [caFile, certificateFile, keyFile] = ['CA', 'CERT', 'KEY'].map((name) => given(`KAFKA_${name}_FILE`));
  if ((certificateFile === undefined) !== (keyFile === undefined))
    throw new ConfigError('KAFKA_CERT_FILE and KAFKA_KEY_FILE belong together: set both');
  const tls = given('KAFKA_TLS') ?? '0';
  if (tls !== '0' && tls !== '1')
    throw new ConfigError(`KAFKA_TLS is ${JSON.stringify(tls)}, it may be 0 or 1`);
  return {
    brokers,
    prefix,
    partitions: readCount(env, 'KAFKA_PARTITIONS', 6, 10_000),
    replication:
      given('KAFKA_REPLICATION') === undefined ? undefined : readCount(env, 'KAFKA_REPLICATION', 1, 32_767),
    retentionHours: readCount(env, 'KAFKA_RETENTION_HOURS', 168, 1_000_000),
    tls: tls === '1' || caFile !== undefined || certificateFile !== undefined,
    caFile,
    certificateFile,
    keyFile,
    sasl: readSasl(env),
  };
}

function readCount(env: Environment, name: string, fallback: number, most: number): number {
  const text = env[name] || String(fallback);
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new ConfigError(`${name} is ${JSON.stringify(text)}, it must be a whole number from 1 to ${most}`);
}

function readSasl(env: Environment): KafkaSettings['sasl'] {
  const [text, user] = [env['KAFKA_SASL_MECHANISM'] || undefined, env['KAFKA_SASL_USER'] || undefined];
  const password = readSecretSetting(env, 'KAFKA_SASL_PASSWORD');
  if (text === undefined && user === undefined && password === undefined) return undefined;
  const mechanism = MECHANISMS.find((known) => known === text?.toLowerCase());
  if (mechanism === undefined)
    throw new ConfigError(
      `KAFKA_SASL_MECHANISM is ${JSON.stringify(text ?? '')}, it may be ${MECHANISMS.join(', ')}`,
    );
  if (user === undefined) throw new ConfigError('KAFKA_SASL_USER is not set: who signs in to Kafka?');
  if (password === undefined)
    throw new ConfigError('KAFKA_SASL_PASSWORD is not set: set it or KAFKA_SASL_PASSWORD_FILE');
  return { mechanism, user, password };
}
