import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { COMMAND_SETTINGS } from './cli/command-settings.ts';
import { type Config, ConfigError, readConfig, SETTINGS } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'wattlet-config-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes a file that holds a secret. */
function secretFile(name: string, content: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode });
  return path;
}

const TOKEN = 'a-token-of-at-least-24-characters';
const URL_ONE = 'postgres://one@127.0.0.1/one';
const URL_TWO = 'postgresql://two@127.0.0.1/two';

interface Expectation<Key extends keyof Config = keyof Config> {
  readonly key: Key;
  readonly fallback: Config[Key];
  readonly valid: readonly [text: string, value: Config[Key]][];
  readonly invalid: readonly string[];
}

const expected = <Key extends keyof Config>(
  key: Key,
  fallback: Config[Key],
  valid: readonly [text: string, value: Config[Key]][],
  invalid: readonly string[] = [],
): Expectation => ({ key, fallback, valid, invalid });

const none = { load: undefined, generation: undefined, flows: undefined };
const everywhere = (url: string) => ({ load: url, generation: url, flows: url });
const NOT_NUMBERS = ['-1', '1.5', '1e3', ' 1', '0x10', 'many', 'NaN'];
const TOKEN_FILE = secretFile('token', `${TOKEN}\n`);

const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  PORT: expected(
    'port',
    8080,
    [
      ['0', 0],
      ['65535', 65_535],
    ],
    [...NOT_NUMBERS, '65536'],
  ),
  GRPC_PORT: expected(
    'grpcPort',
    undefined,
    [
      ['0', 0],
      ['50051', 50_051],
    ],
    [...NOT_NUMBERS, '65536'],
  ),
  HOST: expected('host', '127.0.0.1', [
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
  ]),
  TLS_CERT_FILE: expected('tls', undefined, [], ['/etc/tls/cert.pem']),
  TLS_KEY_FILE: expected('tls', undefined, [], ['/etc/tls/key.pem']),
  CONNECTIONS_PER_ADDRESS: expected(
    'connectionsPerAddress',
    256,
    [
      ['0', 0],
      ['1000000', 1_000_000],
    ],
    [...NOT_NUMBERS, '1000001'],
  ),
  STREAMS_PER_PRINCIPAL: expected(
    'streamsPerPrincipal',
    100,
    [
      ['0', 0],
      ['1000000', 1_000_000],
    ],
    [...NOT_NUMBERS, '1000001'],
  ),
  DRAIN_SECONDS: expected(
    'drainMs',
    0,
    [
      ['0', 0],
      ['600', 600_000],
    ],
    [...NOT_NUMBERS, '601'],
  ),
  METRICS_PORT: expected(
    'metricsPort',
    undefined,
    [
      ['0', 0],
      ['9464', 9_464],
    ],
    [...NOT_NUMBERS, '65536'],
  ),
  METRICS_HOST: expected('metricsHost', '127.0.0.1', [['0.0.0.0', '0.0.0.0']]),
  OTEL_EXPORTER_OTLP_ENDPOINT: expected(
    'tracesUrl',
    undefined,
    [
      ['http://localhost:4318', 'http://localhost:4318/v1/traces'],
      ['https://traces.example/otlp/', 'https://traces.example/otlp/v1/traces'],
    ],
    ['localhost:4318', 'grpc://localhost:4317', 'here'],
  ),
  OTEL_TRACES_SAMPLER_ARG: expected(
    'tracesRatio',
    1,
    [
      ['0', 0],
      ['0.25', 0.25],
      ['.5', 0.5],
    ],
    ['2', '-1', '1e-3', 'all'],
  ),
  OTEL_SERVICE_NAME: expected('serviceName', 'wattlet', [['wattlet-api', 'wattlet-api']]),
  WATTLET_HOME: expected('home', resolve('.wattlet'), [
    ['some/where', resolve('some/where')],
    ['/srv', '/srv'],
  ]),
  DATABASE_URL: expected(
    'databaseUrls',
    none,
    [
      [URL_ONE, everywhere(URL_ONE)],
      [URL_TWO, everywhere(URL_TWO)],
    ],
    ['mysql://127.0.0.1/x', '127.0.0.1', 'postgres:wattlet'],
  ),
  DATABASE_URL_FILE: expected(
    'databaseUrls',
    none,
    [[secretFile('database', `${URL_ONE}\n`), everywhere(URL_ONE)]],
    [join(folder, 'nowhere'), secretFile('open-database', URL_ONE, 0o644)],
  ),
  DATABASE_URL_LOAD: expected('databaseUrls', none, [[URL_TWO, { ...none, load: URL_TWO }]], ['x']),
  DATABASE_URL_GENERATION: expected(
    'databaseUrls',
    none,
    [[URL_TWO, { ...none, generation: URL_TWO }]],
    ['x'],
  ),
  DATABASE_URL_FLOWS: expected('databaseUrls', none, [[URL_TWO, { ...none, flows: URL_TWO }]], ['x']),
  DATABASE_URL_PLATFORM: expected('platformDatabaseUrl', undefined, [[URL_TWO, URL_TWO]], ['x']),
  DATABASE_URL_REPLICA: expected('replicaUrls', none, [[URL_ONE, everywhere(URL_ONE)]], ['x']),
  DATABASE_URL_LOAD_REPLICA: expected('replicaUrls', none, [[URL_TWO, { ...none, load: URL_TWO }]], ['x']),
  DATABASE_URL_GENERATION_REPLICA: expected(
    'replicaUrls',
    none,
    [[URL_TWO, { ...none, generation: URL_TWO }]],
    ['x'],
  ),
  DATABASE_URL_FLOWS_REPLICA: expected('replicaUrls', none, [[URL_TWO, { ...none, flows: URL_TWO }]], ['x']),
  REPLICA_MAX_LAG_SECONDS: expected(
    'replicaMaxLagMs',
    10_000,
    [
      ['0', 0],
      ['86400', 86_400_000],
    ],
    [...NOT_NUMBERS],
  ),
  AMQP_URL: expected(
    'amqpUrl',
    undefined,
    [
      ['amqp://meters:secret@broker:5672/energy', 'amqp://meters:secret@broker:5672/energy'],
      ['amqps://broker', 'amqps://broker'],
    ],
    ['broker:5672', 'http://broker', 'amqp', 'mqtt://broker'],
  ),
  AMQP_URL_FILE: expected(
    'amqpUrl',
    undefined,
    [[secretFile('broker', 'amqps://meters:secret@broker\n'), 'amqps://meters:secret@broker']],
    [join(folder, 'nowhere')],
  ),
  AMQP_CA_FILE: expected('amqpCaFile', undefined, [['/etc/broker.pem', '/etc/broker.pem']]),
  AMQP_EXCHANGE: expected(
    'amqpExchange',
    'wattlet.readings',
    [['utility:readings-2', 'utility:readings-2']],
    ['amq.topic', 'two words', 'é', 'x'.repeat(201)],
  ),
  SOURCE_URL: expected('sourceUrl', undefined, [['ftp://reader@files/load', 'ftp://reader@files/load']]),
  SOURCE_PASSWORD: expected('sourcePassword', undefined, [[' p@ss ', ' p@ss ']]),
  SOURCE_PASSWORD_FILE: expected(
    'sourcePassword',
    undefined,
    [[secretFile('source', 'p@ss\n'), 'p@ss']],
    [join(folder, 'nowhere')],
  ),
  SOURCE_CA_FILE: expected('sourceCaFile', undefined, [['/etc/ca.pem', '/etc/ca.pem']]),
  POLL_SECONDS: expected(
    'pollMs',
    60_000,
    [
      ['1', 1000],
      ['86400', 86_400_000],
    ],
    [...NOT_NUMBERS, '0', '86401'],
  ),
  AREA_TYPES: expected(
    'areaTypes',
    new Set(['CTY', 'BZN', 'CTA'] as const),
    [
      ['CTY', new Set(['CTY'] as const)],
      ['BZN, CTY', new Set(['BZN', 'CTY'] as const)],
    ],
    ['cty', 'CTY,', ',', 'CTY;BZN', 'ALL'],
  ),
  READINGS_RETENTION_MONTHS: expected(
    'readingRules',
    { retentionMonths: 0, ceilingKilowatts: 1_000 },
    [['24', { retentionMonths: 24, ceilingKilowatts: 1_000 }]],
    [...NOT_NUMBERS, '1201'],
  ),
  METER_CEILING_KW: expected(
    'readingRules',
    { retentionMonths: 0, ceilingKilowatts: 1_000 },
    [['50', { retentionMonths: 0, ceilingKilowatts: 50 }]],
    [...NOT_NUMBERS, '0', '10000001'],
  ),
  MAX_FILE_MB: expected(
    'maxFileBytes',
    1_073_741_824,
    [
      ['1', 1_048_576],
      ['65536', 68_719_476_736],
    ],
    [...NOT_NUMBERS, '0', '65537'],
  ),
  ALLOWED_ORIGINS: expected(
    'allowedOrigins',
    [],
    [['https://a.example, http://b.example:8080', ['https://a.example', 'http://b.example:8080']]],
    ['a.example', 'https://a.example/', '*', 'https://a.example/page', 'null'],
  ),
  OPERATOR_TOKEN: expected('operatorToken', undefined, [[TOKEN, TOKEN]], ['short']),
  OPERATOR_TOKEN_FILE: expected(
    'operatorToken',
    undefined,
    [[TOKEN_FILE, TOKEN]],
    [join(folder, 'nowhere'), secretFile('empty', '\n'), secretFile('open', TOKEN, 0o644)],
  ),
  WATTLET_PORTAL: expected(
    'portal',
    true,
    [
      ['0', false],
      ['1', true],
    ],
    ['yes', 'false', '2'],
  ),
  WATTLET_OPEN_DATA: expected(
    'openData',
    false,
    [
      ['1', true],
      ['0', false],
    ],
    ['yes', 'true', '2'],
  ),
  ALLOW_PRIVATE_JWKS: expected(
    'allowPrivateJwks',
    false,
    [
      ['1', true],
      ['0', false],
    ],
    ['yes', 'true'],
  ),
  ALLOW_PRIVATE_WEBHOOKS: expected(
    'allowPrivateWebhooks',
    false,
    [
      ['1', true],
      ['0', false],
    ],
    ['yes', 'true'],
  ),
  PREVIEW_AREA: expected('previewArea', 'GR', [['10YAT-APG------L', '10YAT-APG------L']]),
  CALLS_PER_MINUTE: expected(
    'callsPerMinute',
    1200,
    [
      ['0', 0],
      ['1000000', 1_000_000],
    ],
    [...NOT_NUMBERS, '1000001'],
  ),
  PUBLIC_URL: expected(
    'publicUrl',
    undefined,
    [
      ['https://energy.example', 'https://energy.example'],
      ['http://localhost:8080/', 'http://localhost:8080'],
    ],
    ['energy.example', 'https://energy.example/portal', 'ftp://energy.example'],
  ),
  TRUSTED_PROXIES: expected(
    'trustedProxies',
    [],
    [
      ['10.0.0.0/8, 127.0.0.1', ['10.0.0.0/8', '127.0.0.1']],
      ['fd00::/8', ['fd00::/8']],
    ],
    ['10.0.0.0/33', 'proxy.example', '10.0.0.0/8/8', '*'],
  ),
  LOG_LEVEL: expected(
    'logLevel',
    'info',
    [
      ['trace', 'trace'],
      ['silent', 'silent'],
    ],
    ['INFO', 'loud'],
  ),
};

/** Read together with others, by modules with tests of their own. */
const ELSEWHERE = /^(WATTLET_SECRET|GOOGLE_|OIDC_|KAFKA_|BLOB_)/;

test('every setting is looked at here or in the module that reads it', () => {
  const names = SETTINGS.map(({ name }) => name).filter((name) => !ELSEWHERE.test(name));
  assert.deepEqual(names.sort(), Object.keys(EXPECTATIONS).sort());
});

for (const [name, { key, fallback, valid, invalid }] of Object.entries(EXPECTATIONS)) {
  test(`${name} has a default, takes what it may be, and says by name what it may not be`, () => {
    assert.deepEqual(readConfig({})[key], fallback);
    assert.deepEqual(readConfig({ [name]: '' })[key], fallback, 'an empty variable is not set');
    for (const [text, value] of valid) assert.deepEqual(readConfig({ [name]: text })[key], value, text);
    for (const text of invalid) {
      assert.throws(
        () => readConfig({ [name]: text }),
        (error) => error instanceof ConfigError && error.message.startsWith(name),
        text,
      );
    }
  });
}

test('a database of one stream goes before the one of all', () => {
  const { databaseUrls, platformDatabaseUrl } = readConfig({
    DATABASE_URL: URL_ONE,
    DATABASE_URL_GENERATION: URL_TWO,
  });
  assert.deepEqual(databaseUrls, { load: URL_ONE, generation: URL_TWO, flows: URL_ONE });
  assert.equal(platformDatabaseUrl, URL_ONE);
});

test('a message about a secret does not repeat it', () => {
  for (const [name, secret] of [
    ['DATABASE_URL', 'reader:hunter2@db'],
    ['OPERATOR_TOKEN', 'hunter2'],
  ] as const) {
    assert.throws(
      () => readConfig({ [name]: secret }),
      (error) => error instanceof ConfigError && !error.message.includes('hunter2'),
    );
  }
});

test('every setting says what it means, and secret ones are marked', () => {
  for (const { name, meaning, secret } of SETTINGS) {
    assert.match(meaning, /\w+ \w+/, name);
    if (/(PASSWORD|TOKEN|SECRET|DATABASE_URL(?!_FILE)\w*)$/.test(name)) assert.equal(secret, true, name);
  }
});

test('every variable that is read anywhere is among the settings, or those of single commands', () => {
  const known = new Set([...SETTINGS, ...COMMAND_SETTINGS].map(({ name }) => name));
  const files = globSync('**/*.ts', { cwd: import.meta.dirname, exclude: ['**/*.test.ts', '**/testing/**'] });
  const read = files.flatMap((file) =>
    [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/\benv\['([A-Z_]+)'\]/g)].map(
      ([, name = '']) => name,
    ),
  );
  for (const { name } of COMMAND_SETTINGS) assert.ok(read.includes(name), `${name} is read`);
  // PATH is the system's.
  const others = read.filter((name) => !known.has(name) && !/^(PATH|WATTLET_TEST_\w+)$/.test(name));
  assert.deepEqual(others, []);
});
