import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoAccounts } from '../../examples/demo/src/demo-accounts.ts';
import { startFeed } from '../../examples/demo/src/feed.ts';
import { commandLog } from '../../packages/server/src/cli/with-node.ts';
import { readConfig } from '../../packages/server/src/config.ts';
import { openNode } from '../../packages/server/src/node.ts';
import { noOwnBroker, startOwnBroker } from '../../packages/server/src/platform/amqp/testing/own-broker.ts';
import { openEmbeddedCluster } from '../../packages/server/src/platform/postgres/embedded-cluster.ts';
import { startKafka } from '../lib/kafka-broker.mjs';
import { S3_CREDENTIALS, startS3 } from '../lib/s3-server.mjs';

/**
 * Starts what the processes of Wattlet stand on, but for what the environment names already.
 *
 * @param {{ home: string, env: NodeJS.ProcessEnv, say: (line: string) => void, signal: AbortSignal }} options
 * @returns {Promise<AsyncDisposable & { env: Record<string, string>, accounts: { email: string, password: string }[] }>}
 *   the settings by which they are found, whom one can sign in as, and those that can be stopped for a while
 */
export async function startEngines({ home, env, say, signal }) {
  const stack = new AsyncDisposableStack();
  const settings = { WATTLET_SECRET: env.WATTLET_SECRET || keptSecret(home) };
  const log = commandLog('warn');
  const stoppable = {};
  try {
    if (!env.DATABASE_URL) {
      say('Starting PostgreSQL …');
      const cluster = await openEmbeddedCluster({ home, log, signal });
      stack.defer(() => cluster.close());
      settings.DATABASE_URL = cluster.url;
    }
    if (!env.BLOB_URL) {
      say('Starting an S3 server …');
      const store = stack.use(await startS3({ folder: join(home, 'objects') }));
      stoppable['the object store'] = store;
      settings.BLOB_URL = store.url;
      settings.AWS_ACCESS_KEY_ID = S3_CREDENTIALS.accessKeyId;
      settings.AWS_SECRET_ACCESS_KEY = S3_CREDENTIALS.secretAccessKey;
    }
    if (!env.KAFKA_BROKERS) {
      say('Starting Kafka …');
      const broker = stack.use(await startKafka({ folder: join(home, 'kafka') }));
      stoppable.Kafka = broker;
      settings.KAFKA_BROKERS = broker.brokers;
    }
    if (!env.AMQP_URL) {
      const missing = noOwnBroker();
      if (missing)
        say('There is no RabbitMQ (apt-get install rabbitmq-server): readings of meters come by RPC only');
      else {
        say('Starting RabbitMQ …');
        const broker = stack.use(await startOwnBroker());
        stoppable.RabbitMQ = broker;
        settings.AMQP_URL = broker.url;
      }
    }
    if (!env.SOURCE_URL) {
      const feed = await startFeed({ home, signal, log: () => undefined });
      stack.defer(() => feed.close());
      settings.SOURCE_URL = feed.url;
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
