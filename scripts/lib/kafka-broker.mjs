import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchJars, jars } from './jars.mjs';
import { freePorts, startJava } from './java-server.mjs';
import { SetupError } from './setup-error.mjs';

const NAME = 'kafka-4.2.2';
const ARTIFACTS = ['org.apache.kafka:kafka_2.13:4.2.2', 'org.apache.logging.log4j:log4j-slf4j-impl:2.25.3'];
const CLUSTER = 'd2F0dGxldC10ZXN0cy0tLQ';
const SCRAM = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];
const SECURITY = 'org.apache.kafka.common.security';
/** A test's broker is small, and there may be several. */
const JAVA = ['-Xms128m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** Why no broker can be started without a download, or undefined where one can. */
export function kafkaMissing() {
  return jars(NAME).missing;
}

/**
 * Starts an Apache Kafka: one node that is broker and controller (KRaft), on 127.0.0.1, which creates no topic by itself.
 * Gets its jars first where they are missing.
 *
 * @param {object} [options]
 * @param {number} [options.port] of clients; a free one where it is missing
 * @param {string} [options.advertised] `host:port` that clients are told to use, where that is not its own
 * @param {string} [options.folder] of its files, kept; a temporary one that goes with disposal where it is missing
 * @param {{ certificate: string, key: string }} [options.tls] PEM: clients have to use TLS
 * @param {{ user: string, password: string }} [options.sasl] clients have to sign in, by PLAIN or SCRAM
 * @returns {Promise<import('./kafka-broker.mjs').KafkaBroker>}
 */
export async function startKafka({ port, advertised, folder, tls, sasl } = {}) {
  const lib = await fetchJars(NAME, ARTIFACTS);
  const own = folder === undefined;
  const home = folder ?? mkdtempSync(join(tmpdir(), 'wattlet-kafka-'));
  mkdirSync(home, { recursive: true });
  const [free, controller, internal] = await freePorts(3);
  const listener = port ?? free;
  const properties = join(home, 'server.properties');
  const logging = join(home, 'log4j2.xml');
  writeFileSync(
    properties,
    propertiesOf({ home, port: listener, advertised, controller, internal, tls, sasl }),
    {
      mode: 0o600,
    },
  );
  writeFileSync(logging, LOGGING);
  const base = [...JAVA, `-Dlog4j2.configurationFile=${logging}`, '-cp', join(lib, '*')];
  let server;
  const start = async () => {
    const args = [...base, 'kafka.Kafka', properties];
    server ??= await startJava('Kafka', { args, port: listener, log: join(home, 'output.log') });
  };
  const stop = async () => {
    const running = server;
    server = undefined;
    await running?.stop();
  };
  const dispose = async () => {
    await stop();
    if (own) rmSync(home, { recursive: true, force: true });
  };
  try {
    format(base, properties, sasl);
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { brokers: `127.0.0.1:${listener}`, start, stop, [Symbol.asyncDispose]: dispose };
}

/** Prepares the folder, unless it is. */
function format(base, properties, sasl) {
  const more = SCRAM.filter(() => sasl).flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${sasl.user},password=${sasl.password}]`,
  ]);
  const args = ['format', '--cluster-id', CLUSTER, '--config', properties, '--ignore-formatted', ...more];
  const { status, stdout, stderr } = spawnSync('java', [...base, 'kafka.tools.StorageTool', ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new SetupError(`Kafka could not prepare its folder: ${stdout}${stderr}`);
}

function propertiesOf({ home, port, advertised, controller, internal, tls, sasl }) {
  const protocol = { 0: 'PLAINTEXT', 1: 'SSL', 2: 'SASL_PLAINTEXT', 3: 'SASL_SSL' }[
    (tls ? 1 : 0) + (sasl ? 2 : 0)
  ];
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INTERNAL',
    listeners: `CLIENT://127.0.0.1:${port},INTERNAL://127.0.0.1:${internal},CONTROLLER://127.0.0.1:${controller}`,
    ...(advertised && {
      'advertised.listeners': `CLIENT://${advertised},INTERNAL://127.0.0.1:${internal}`,
    }),
    'listener.security.protocol.map': `CLIENT:${protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'log.dirs': join(home, 'data'),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    // One that comes back is let in once its former self counts as gone.
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 500,
    ...(tls && {
      'listener.name.client.ssl.keystore.type': 'PEM',
      'listener.name.client.ssl.keystore.certificate.chain': tls.certificate,
      'listener.name.client.ssl.keystore.key': tls.key,
    }),
    ...(sasl && {
      'listener.name.client.sasl.enabled.mechanisms': ['PLAIN', ...SCRAM].join(),
      'listener.name.client.plain.sasl.jaas.config': `${SECURITY}.plain.PlainLoginModule required user_${sasl.user}="${sasl.password}";`,
      ...Object.fromEntries(
        SCRAM.map((mechanism) => [
          `listener.name.client.${mechanism.toLowerCase()}.sasl.jaas.config`,
          `${SECURITY}.scram.ScramLoginModule required;`,
        ]),
      ),
    }),
  };
  return `${Object.entries(lines)
    .map(([name, value]) => `${name}=${inOneLine(value)}`)
    .join('\n')}\n`;
}

const inOneLine = (value) => String(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

const LOGGING = `<Configuration status="warn">
  <Appenders><Console name="out"><PatternLayout pattern="%d %p %c{1} %m%n"/></Console></Appenders>
  <Loggers><Root level="warn"><AppenderRef ref="out"/></Root></Loggers>
</Configuration>
`;
