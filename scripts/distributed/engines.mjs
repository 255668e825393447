import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoAccounts } from '../../examples/demo/src/demo-accounts.ts';
import { startFeed } from '../../examples/demo/src/feed.ts';
import { commandLog } from '../../packages/server/src/cli/with-node.ts';
import { readConfig } from '../../packages/server/src/config.ts';
import { openNode } from '../../packages/server/src/node.ts';
import { noOwnBroker, startOwnBroker } from '../../packages/server/src/platform/amqp/testing/own-broker.ts';
import { freePorts } from '../lib/java-server.mjs';
import { startKafka } from '../lib/kafka-broker.mjs';
import { S3_BUCKET, S3_CREDENTIALS, startS3 } from '../lib/s3-server.mjs';
import { startPostgres } from './postgres.mjs';

/**
 * Starts what the processes of Wattlet stand on, but for what the environment names already.
 *
 * @param {object} options
 * @param {string} options.home
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(line: string) => void} options.say
 * @param {AbortSignal} options.signal
 * @param {readonly string[]} [options.without] those of `Kafka` and `the object store` that Wattlet does without
 * @param {number} [options.stepMs] of the feed, from one hour of data to the next
 * @param {(name: string, url: string) => Promise<string>} [options.way] the address by which processes reach an engine, where
 *   that is not its own
 * @returns {Promise<AsyncDisposable & { env: Record<string, string>, accounts: { email: string, password: string }[] }>}
 *   the settings by which they are found, whom one can sign in as, and those that can be stopped for a while
 */
export async function startEngines({ home, env, say, signal, without = [], stepMs, way = ownAddress }) {
  const stack = new AsyncDisposableStack();
  const settings = { WATTLET_SECRET: env.WATTLET_SECRET || keptSecret(home) };
  const log = commandLog('warn');
  const stoppable = {};
  try {
    if (!env.DATABASE_URL) {
      say('Starting PostgreSQL …');
      const postgres = stack.use(await startPostgres({ home, log, signal }));
      stoppable.PostgreSQL = postgres;
      settings.DATABASE_URL = postgres.url;
    }
    if (!env.BLOB_URL && !without.includes('the object store')) {
      say('Starting an S3 server …');
      const store = stack.use(await startS3({ folder: join(home, 'objects') }));
      stoppable['the object store'] = store;
      const endpoint = await way('the object store', store.endpoint);
      settings.BLOB_URL = `s3://${S3_BUCKET}?endpoint=${endpoint}`;
      settings.AWS_ACCESS_KEY_ID = S3_CREDENTIALS.accessKeyId;
      settings.AWS_SECRET_ACCESS_KEY = S3_CREDENTIALS.secretAccessKey;
    }
    if (!env.KAFKA_BROKERS && !without.includes('Kafka')) {
      say('Starting Kafka …');
      const [port] = await freePorts(1);
      // Clients go where the broker says that it is.
      const { host } = new URL(await way('Kafka', `tcp://127.0.0.1:${port}`));
      stoppable.Kafka = stack.use(await startKafka({ port, advertised: host, folder: join(home, 'kafka') }));
      settings.KAFKA_BROKERS = host;
    }
    if (!env.AMQP_URL) {
      const missing = noOwnBroker();
      if (missing)
        say('There is no RabbitMQ (apt-get install rabbitmq-server): readings of meters come by RPC only');
      else {
        say('Starting RabbitMQ …');
        const broker = stack.use(await startOwnBroker());
        stoppable.RabbitMQ = broker;
        settings.AMQP_URL = await way('RabbitMQ', broker.url);
      }
    }
    if (!env.SOURCE_URL) {
      const feed = await startFeed({ home, signal, log: () => undefined, stepMs });
      stack.defer(() => feed.close());
      settings.SOURCE_URL = await way('the source', feed.url);
      settings.SOURCE_PASSWORD = feed.password;
      settings.POLL_SECONDS = env.POLL_SECONDS || '2';
    }
    const accounts = await makeAccounts({ ...env, ...settings, WATTLET_HOME: home }, log);
    const kept = stack.move();
    return { env: settings, accounts, stoppable, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

const ownAddress = async (_name, url) => url;

async function makeAccounts(env, log) {
  await using node = await openNode(readConfig(env), log);
  return await demoAccounts(node);
}

/** What keys are derived from: the same at every start. */
function keptSecret(home) {
  const path = join(home, 'secret');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(path, 'utf8');
}
