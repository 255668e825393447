import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { connect } from 'amqplib';
import { eventually } from '../../testing/eventually.ts';
import { freePort } from '../../testing/free-port.ts';

/** Where packages put it. Debian's command on the path would leave our settings and become another user. */
const PLACES = ['/usr/lib/rabbitmq/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
const START_MS = 90_000;

/** Ends with its standard input, so that no broker outlives a test process that was killed. */
const RUN = '"$0" & read -r _; kill -TERM $!; wait $!';

/** For tests: a RabbitMQ that may be stopped. */
export interface OwnBroker extends AsyncDisposable {
  readonly url: string;
  /** Starts it again after a stop, with what it had. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** For tests: why a test that stops its broker is skipped, or false where it can run. */
export function noOwnBroker(): string | false {
  return findServer() === undefined && 'needs RabbitMQ: there is no rabbitmq-server to start';
}

/** For tests: starts a node of its own, with ports, files and a name that no other has. */
export async function startOwnBroker(): Promise<OwnBroker> {
  const server = findServer();
  if (server === undefined) throw new Error('there is no rabbitmq-server to start');
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-broker-'));
  const [port, distribution] = [await freePort(), await freePort()];
  await writeFile(join(folder, 'enabled_plugins'), '[].\n');
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    RABBITMQ_NODENAME: `wattlet-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'none'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none.sh'),
  };
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  let running: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const log = join(folder, 'output.log');
    await using output = await open(log, 'a');
    running = spawn('sh', ['-c', RUN, server], { env, stdio: ['pipe', output.fd, output.fd] });
    try {
      await eventually(async () => {
        const connection = await connect(url);
        await connection.close();
        return true;
      }, START_MS);
    } catch (cause) {
      throw new Error(`RabbitMQ did not start: ${(await readFile(log, 'utf8')).slice(-2_000)}`, { cause });
    }
  };
  const stop = async (): Promise<void> => {
    if (!running) return;
    const ended = once(running, 'exit');
    running.stdin?.end();
    running = undefined;
    await ended;
  };
  const remove = async (): Promise<void> => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return { url, start, stop, [Symbol.asyncDispose]: remove };
}

function findServer(): string | undefined {
  return PLACES.map((place) => join(place, 'rabbitmq-server')).find((path) => existsSync(path));
}
