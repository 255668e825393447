// `npm run start:distributed`: the services of deploy/compose.yaml as processes of this machine. Kafka, RabbitMQ,
// PostgreSQL and an S3 server, a process for each parser, importer and other role, and two API nodes, with the portal,
// behind one address. What ends is started again; Ctrl-C ends everything that this started.
//
// Settings are those of the server. DATABASE_URL, KAFKA_BROKERS, AMQP_URL and BLOB_URL name engines that run already;
// without SOURCE_URL the feed of the demo plays.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startEngines } from './distributed/engines.mjs';
import { startProxy } from './distributed/proxy.mjs';
import { serviceList, withMetrics, writeTargets } from './distributed/service-list.mjs';
import { ServiceProcesses } from './distributed/service-processes.mjs';
import { freePorts } from './lib/java-server.mjs';

const API_NODES = 2;
const say = (line) => process.stdout.write(`${line}\n`);

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());

async function run() {
  const home = join(resolve(process.env.WATTLET_HOME || '.wattlet'), 'distributed');
  await mkdir(join(home, 'log'), { recursive: true });
  await using engines = await startEngines({ home, env: process.env, say, signal: stop.signal });
  if (stop.signal.aborted) return;
  const ports = await freePorts(2 * API_NODES);
  const list = serviceList({ ports, env: { ...process.env, ...engines.env, WATTLET_HOME: home } });
  const services = await withMetrics(list);
  writeTargets(join(home, 'prometheus-targets.json'), services);
  const urls = services.filter(({ url }) => url !== undefined).map(({ url }) => url);
  await using processes = new ServiceProcesses({ services, home, say });
  await using proxy = await startProxy({
    nodes: urls,
    host: process.env.HOST || '127.0.0.1',
    port: Number(process.env.PORT || 8080),
  });
  processes.start();
  await proxy.untilReady(API_NODES, stop.signal);
  if (stop.signal.aborted) return;
  say(`Wattlet is ready at ${proxy.url}`);
  for (const { email, password } of engines.accounts) say(`  sign in as ${email} with ${password}`);
  say(`${services.length} processes; their logs are below ${join(home, 'log')}. Ctrl-C ends all of them.`);
  say(`Where their metrics are says ${join(home, 'prometheus-targets.json')}.`);
  if (!stop.signal.aborted)
    await new Promise((done) => stop.signal.addEventListener('abort', done, { once: true }));
  say('Stopping …');
}

try {
  await run();
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(
      `${error.name === 'SetupError' || error.name === 'ConfigError' ? error.message : error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
process.exit();
