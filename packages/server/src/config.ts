import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { OIDC_SETTINGS, type OidcSettings, readOidcSettings } from './accounts/oidc/oidc-settings.ts';
import { API_SETTINGS, type ApiSettings, readApiSettings } from './api/api-settings.ts';
import { ConfigError } from './config-error.ts';
import { MASTER_SECRET_SETTINGS } from './embedding/master-secret.ts';
import type { ReadingRules } from './meters/reading-limits.ts';
import { AMQP_SETTINGS, type AmqpSettings, readAmqpSettings } from './platform/amqp/amqp-settings.ts';
import {
  BLOB_SETTINGS,
  readBlobRetention,
  readBlobSettings,
  type S3Place,
} from './platform/blobs/blob-settings.ts';
import {
  KAFKA_SETTINGS,
  type KafkaSettings,
  readKafkaSettings,
} from './platform/bus/kafka/kafka-settings.ts';
import { readSecretSetting } from './secret-setting.ts';
import { AREA_TYPES, type AreaType, STREAM_NAMES, type StreamName } from './streams/definitions.ts';
import { REPLICA_SETTINGS, type ReplicaSettings, readReplicaSettings } from './streams/replica-settings.ts';
import {
  readTelemetrySettings,
  TELEMETRY_SETTINGS,
  type TelemetrySettings,
} from './telemetry/telemetry-settings.ts';

export { ConfigError };

/** What a deployment decides. Read once, at start. */
export interface Config extends AmqpSettings, ApiSettings, ReplicaSettings, TelemetrySettings {
  /** Address that the API listens on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Port of HTTP/2 without TLS, for gRPC; 0 takes a free one, undefined listens on none. */
  readonly grpcPort: number | undefined;
  /** Folder of everything that is kept on this machine. */
  readonly home: string;
  /** Database of every stream; undefined where PostgreSQL is embedded. */
  readonly databaseUrls: Readonly<Record<StreamName, string | undefined>>;
  /** Database of people, sites and what is theirs; undefined where PostgreSQL is embedded. */
  readonly platformDatabaseUrl: string | undefined;
  /** Bucket that objects are kept in; undefined where a folder of the home is. */
  readonly blobs: S3Place | undefined;
  /** Days for which replaced parsed files are kept; 0 keeps all. */
  readonly blobRetentionDays: number;
  /** Kafka that carries events; undefined where PostgreSQL does. */
  readonly kafka: KafkaSettings | undefined;
  /** Where files come from; undefined where nothing is polled. */
  readonly sourceUrl: string | undefined;
  readonly sourcePassword: string | undefined;
  readonly sourceCaFile: string | undefined;
  readonly pollMs: number;
  /** Roles that are kept of every file. */
  readonly areaTypes: ReadonlySet<AreaType>;
  /** Largest file that is downloaded and read. */
  readonly maxFileBytes: number;
  /** Which readings of meters are taken and kept. */
  readonly readingRules: ReadingRules;
  /** Origins whose pages may read the API, for example `https://portal.example`. */
  readonly allowedOrigins: readonly string[];
  /** Bearer token of operators; undefined serves them on this machine only, and through no proxy. */
  readonly operatorToken: string | undefined;
  /** What the keys of tokens and cookies are derived from; undefined keeps one in the home folder. */
  readonly secret: string | undefined;
  /** Providers that people may sign in with. */
  readonly oidc: readonly OidcSettings[];
  /** The keys of sites may also be fetched from addresses that are not of the public internet. */
  readonly allowPrivateJwks: boolean;
  /** Webhooks of sites may also be on addresses that are not of the public internet. */
  readonly allowPrivateWebhooks: boolean;
  /** Everybody may read the series. */
  readonly openData: boolean;
  /** The portal is served at `/`, where its package is there. */
  readonly portal: boolean;
  /** EIC or map code of the country whose last 24 hours everybody may read. */
  readonly previewArea: string;
  /** Calls of one principal in a minute; 0 sets no limit. */
  readonly callsPerMinute: number;
  /** Origin at which browsers find the server; undefined takes what their requests say. */
  readonly publicUrl: string | undefined;
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
}

/** One setting, for the reference and for `wattlet doctor`. */
export interface Setting {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
  /** Never shown. */
  readonly secret?: true;
}

/** Every environment variable that the server reads. */
export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', fallback: '8080', meaning: 'port of the API; 0 takes a free one' },
  {
    name: 'GRPC_PORT',
    fallback: '',
    meaning: 'port of the API for gRPC: HTTP/2 without TLS; 0 takes a free one, without it there is none',
  },
  { name: 'HOST', fallback: '127.0.0.1', meaning: 'address that the API listens on' },
  ...API_SETTINGS,
  { name: 'WATTLET_HOME', fallback: '.wattlet', meaning: 'folder of the embedded database and the objects' },
  {
    name: 'DATABASE_URL',
    fallback: '',
    meaning: 'PostgreSQL 15 or newer instead of the embedded one',
    secret: true,
  },
  { name: 'DATABASE_URL_FILE', fallback: '', meaning: 'file that holds DATABASE_URL' },
  ...STREAM_NAMES.map((stream): Setting => {
    const name = `DATABASE_URL_${stream.toUpperCase()}`;
    return { name, fallback: 'DATABASE_URL', meaning: `database of the stream ${stream}`, secret: true };
  }),
  {
    name: 'DATABASE_URL_PLATFORM',
    fallback: 'DATABASE_URL',
    meaning: 'database of people, sites and what is theirs',
    secret: true,
  },
  ...REPLICA_SETTINGS,
  {
    name: 'SOURCE_URL',
    fallback: '',
    meaning: 'where files come from: ftp://, ftps://, entsoe://, file: or a folder',
    secret: true,
  },
  { name: 'SOURCE_PASSWORD', fallback: '', meaning: 'password of the source', secret: true },
  { name: 'SOURCE_PASSWORD_FILE', fallback: '', meaning: 'file that holds SOURCE_PASSWORD' },
  { name: 'SOURCE_CA_FILE', fallback: '', meaning: 'PEM file of authorities to trust for ftps and entsoe' },
  { name: 'POLL_SECONDS', fallback: '60', meaning: 'seconds between two looks at the source' },
  { name: 'AREA_TYPES', fallback: 'CTY,BZN,CTA', meaning: 'roles of areas that are kept of a file' },
  { name: 'MAX_FILE_MB', fallback: '1024', meaning: 'largest file that is read, in megabytes' },
  {
    name: 'READINGS_RETENTION_MONTHS',
    fallback: '0',
    meaning: 'months for which readings of meters are kept; 0 keeps all',
  },
  {
    name: 'METER_CEILING_KW',
    fallback: '1000',
    meaning:
      'most power that a meter can plausibly measure, in kilowatts: a reading that says more is rejected',
  },
  {
    name: 'ALLOWED_ORIGINS',
    fallback: '',
    meaning: 'origins whose pages may embed the elements, for example https://portal.example',
  },
  {
    name: 'OPERATOR_TOKEN',
    fallback: '',
    meaning:
      'bearer token of operators; without one they are served on this machine only, and through no proxy',
    secret: true,
  },
  { name: 'OPERATOR_TOKEN_FILE', fallback: '', meaning: 'file that holds OPERATOR_TOKEN' },
  ...AMQP_SETTINGS,
  ...BLOB_SETTINGS,
  ...KAFKA_SETTINGS,
  ...MASTER_SECRET_SETTINGS,
  ...OIDC_SETTINGS,
  {
    name: 'ALLOW_PRIVATE_JWKS',
    fallback: '0',
    meaning: '1 fetches the keys of sites also from this machine and private networks',
  },
  {
    name: 'ALLOW_PRIVATE_WEBHOOKS',
    fallback: '0',
    meaning: '1 sends webhooks also to addresses that are not of the public internet',
  },
  { name: 'WATTLET_OPEN_DATA', fallback: '0', meaning: '1 gives the series to everybody, 0 to subscribers' },
  { name: 'WATTLET_PORTAL', fallback: '1', meaning: '1 serves the portal at /, 0 leaves it out' },
  {
    name: 'PREVIEW_AREA',
    fallback: 'GR',
    meaning: 'country whose last 24 hours everybody may read, where the data is not open',
  },
  {
    name: 'CALLS_PER_MINUTE',
    fallback: '1200',
    meaning: 'calls of one person, token or anonymous address in a minute; 0 sets no limit',
  },
  {
    name: 'PUBLIC_URL',
    fallback: '',
    meaning: 'where browsers find the server, for example https://energy.example',
  },
  {
    name: 'TRUSTED_PROXIES',
    fallback: '',
    meaning:
      'addresses or networks of proxies whose X-Forwarded headers are believed, for example 10.0.0.0/8',
  },
  ...TELEMETRY_SETTINGS,
  { name: 'LOG_LEVEL', fallback: 'info', meaning: 'trace, debug, info, warn, error or silent' },
];

/**
 * Reads the configuration from the environment. An empty variable is one that is not set.
 *
 * @throws ConfigError naming the variable.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = (name: string): string | undefined => env[name] || undefined;
  const number = (name: string, fallback: number, most: number, least = 0): number => {
    const text = given(name) ?? String(fallback);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > most || value < least) {
      throw new ConfigError(
        `${name} is ${JSON.stringify(text)}, it must be a whole number from ${least} to ${most}`,
      );
    }
    return value;
  };
  const databaseUrl = (name: string, url = given(name)): string | undefined => {
    if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
      throw new ConfigError(`${name} must be an address like postgres://user:password@host:5432/database`);
    }
    return url;
  };
  const shared = databaseUrl('DATABASE_URL', readSecretSetting(env, 'DATABASE_URL'));
  return {
    host: given('HOST') ?? '127.0.0.1',
    port: number('PORT', 8080, 65_535),
    grpcPort: given('GRPC_PORT') === undefined ? undefined : number('GRPC_PORT', 0, 65_535),
    ...readApiSettings(env, number),
    home: resolve(given('WATTLET_HOME') ?? '.wattlet'),
    databaseUrls: {
      load: databaseUrl('DATABASE_URL_LOAD') ?? shared,
      generation: databaseUrl('DATABASE_URL_GENERATION') ?? shared,
      flows: databaseUrl('DATABASE_URL_FLOWS') ?? shared,
    },
    platformDatabaseUrl: databaseUrl('DATABASE_URL_PLATFORM') ?? shared,
    ...readReplicaSettings(databaseUrl, number),
    sourceUrl: given('SOURCE_URL'),
    sourcePassword: readSourcePassword(env),
    sourceCaFile: given('SOURCE_CA_FILE'),
    pollMs: number('POLL_SECONDS', 60, 86_400, 1) * 1000,
    areaTypes: readAreaTypes(given('AREA_TYPES') ?? AREA_TYPES.join()),
    maxFileBytes: number('MAX_FILE_MB', 1024, 65_536, 1) * 1024 * 1024,
    readingRules: {
      retentionMonths: number('READINGS_RETENTION_MONTHS', 0, 1_200),
      ceilingKilowatts: number('METER_CEILING_KW', 1_000, 10_000_000, 1),
    },
    allowedOrigins: readOrigins(given('ALLOWED_ORIGINS') ?? ''),
    operatorToken: readOperatorToken(readSecretSetting(env, 'OPERATOR_TOKEN')),
    ...readAmqpSettings(env),
    blobs: readBlobSettings(env),
    blobRetentionDays: readBlobRetention(env),
    kafka: readKafkaSettings(env),
    secret: readSecretSetting(env, 'WATTLET_SECRET'),
    oidc: readOidcSettings(env),
    allowPrivateJwks: readSwitch('ALLOW_PRIVATE_JWKS', given('ALLOW_PRIVATE_JWKS') ?? '0'),
    allowPrivateWebhooks: readSwitch('ALLOW_PRIVATE_WEBHOOKS', given('ALLOW_PRIVATE_WEBHOOKS') ?? '0'),
    openData: readSwitch('WATTLET_OPEN_DATA', given('WATTLET_OPEN_DATA') ?? '0'),
    portal: readSwitch('WATTLET_PORTAL', given('WATTLET_PORTAL') ?? '1'),
    previewArea: given('PREVIEW_AREA') ?? 'GR',
    callsPerMinute: number('CALLS_PER_MINUTE', 1200, 1_000_000),
    publicUrl: readPublicUrl(given('PUBLIC_URL')),
    trustedProxies: readNetworks(given('TRUSTED_PROXIES') ?? ''),
    ...readTelemetrySettings(env, number),
    logLevel: readLogLevel(given('LOG_LEVEL') ?? 'info'),
  };
}

/** Blanks at its ends belong to it, except in a file. */
function readSourcePassword(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const read = readSecretSetting(env, 'SOURCE_PASSWORD');
  return env['SOURCE_PASSWORD'] || read;
}

function readAreaTypes(text: string): Set<AreaType> {
  return new Set(
    text.split(',').map((item) => {
      const areaType = AREA_TYPES.find((known) => known === item.trim());
      if (!areaType)
        throw new ConfigError(`AREA_TYPES has ${JSON.stringify(item)}, it may list ${AREA_TYPES.join(', ')}`);
      return areaType;
    }),
  );
}

function readSwitch(name: string, text: string): boolean {
  if (text === '1' || text === '0') return text === '1';
  throw new ConfigError(`${name} is ${JSON.stringify(text)}, it may be 0 or 1`);
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text))
    return url.origin;
  throw new ConfigError(
    `PUBLIC_URL is ${JSON.stringify(text)}, it must be an origin without a path: https://energy.example`,
  );
}

function readNetworks(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  return items.filter(Boolean).map((item) => {
    const [address = '', bits, ...rest] = item.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (isIP(address) !== 0 && isNetwork && rest.length === 0) return item;
    throw new ConfigError(
      `TRUSTED_PROXIES has ${JSON.stringify(item)}, it may list addresses and networks: 10.0.0.0/8`,
    );
  });
}

function readOrigins(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  return items.filter(Boolean).map((item) => {
    if (URL.parse(item)?.origin === item) return item;
    throw new ConfigError(
      `ALLOWED_ORIGINS has ${JSON.stringify(item)}, an origin is a scheme, a host and maybe a port: https://portal.example`,
    );
  });
}

function readOperatorToken(token: string | undefined): string | undefined {
  if (token !== undefined && token.length < MIN_TOKEN_LENGTH) {
    throw new ConfigError(
      `OPERATOR_TOKEN is shorter than ${MIN_TOKEN_LENGTH} characters: make one with \`openssl rand -hex 32\``,
    );
  }
  return token;
}

const MIN_TOKEN_LENGTH = 24;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

function readLogLevel(text: string): string {
  if (!LOG_LEVELS.includes(text))
    throw new ConfigError(`LOG_LEVEL is ${JSON.stringify(text)}, it may be ${LOG_LEVELS.join(', ')}`);
  return text;
}
