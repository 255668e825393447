// `npm run proof [-- --seed N --kills N]`: the services of a distribution, people who write and watch, and faults at random
// while they do: processes are killed (-9), Kafka, RabbitMQ and the object store are stopped for a while. What was
// acknowledged and seen is written down, and compared at the end with what is stored. The seed repeats the faults.
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { commandLog } from '../../packages/server/src/cli/with-node.ts';
import { readConfig } from '../../packages/server/src/config.ts';
import { between, seededRandom } from '../../packages/server/src/meters/simulator/seeded-random.ts';
import { openNode } from '../../packages/server/src/node.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';
import { startEngines } from '../distributed/engines.mjs';
import { startProxy } from '../distributed/proxy.mjs';
import { serviceList } from '../distributed/service-list.mjs';
import { ServiceProcesses } from '../distributed/service-processes.mjs';
import { freePorts } from '../lib/java-server.mjs';
import { startPeople } from './people.mjs';

const LIMIT_MS = 180_000;
const say = (line) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    kills: { type: 'string', default: '20' },
    stops: { type: 'string', default: '3' },
  },
});
const [seed, kills, stops] = [values.seed, values.kills, values.stops].map(Number);
const random = seededRandom(seed);
const pick = (list) => list[Math.floor(random() * list.length)];
say(`The seed is ${seed}.`);

const home = mkdtempSync(join(tmpdir(), 'wattlet-proof-'));
mkdirSync(join(home, 'log'));
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopped.abort(new Error('interrupted')));
const { signal } = stopped;

async function prove() {
  const own = {
    ...process.env,
    DATABASE_URL: '',
    KAFKA_BROKERS: '',
    AMQP_URL: '',
    BLOB_URL: '',
    SOURCE_URL: '',
  };
  const common = { ...own, WATTLET_OPEN_DATA: '1', CALLS_PER_MINUTE: '0' };
  await using engines = await startEngines({ home, env: common, say, signal });
  const env = { ...common, ...engines.env, WATTLET_HOME: home };
  const services = serviceList({ ports: await freePorts(4), env });
  await using processes = new ServiceProcesses({ services, home, say: () => undefined });
  const nodes = services.flatMap(({ url }) => url ?? []);
  await using proxy = await startProxy({ nodes, host: '127.0.0.1', port: 0 });
  processes.start();
  await proxy.untilReady(nodes.length, signal);
  await using node = await openNode(readConfig(env), commandLog('silent'));
  const people = await startPeople({ node, url: proxy.url, writers: 4, watchers: 4, random });
  await eventually(() => people.isUp() || undefined, LIMIT_MS);
  say('People write and watch.');
  const startedAt = performance.now();

  const pidOf = (name) => JSON.parse(readFileSync(join(home, 'processes.json'), 'utf8'))[name];
  const kill = async () => {
    const { name } = pick(services);
    const pid = pidOf(name);
    if (pid === undefined) return;
    say(`  ${name} is killed`);
    process.kill(pid, 'SIGKILL');
    await eventually(() => ![undefined, pid].includes(pidOf(name)) || undefined, LIMIT_MS);
  };
  const stopEngine = async () => {
    const [name, engine] = pick(Object.entries(engines.stoppable));
    say(`  ${name} is stopped`);
    await engine.stop();
    await delay(between(2_000, 8_000, random), undefined, { signal });
    await engine.start();
    say(`  ${name} is back`);
  };
  const faults = [...Array(kills).fill(kill), ...Array(stops).fill(stopEngine)];
  while (faults.length > 0) {
    const [fault] = faults.splice(Math.floor(random() * faults.length), 1);
    await fault();
    await delay(between(500, 4_000, random), undefined, { signal });
  }

  say('No more faults: what is under way may end.');
  await people.finish();
  const problems = await people.problems();
  await eventually(() => proxy.readyCount === nodes.length || undefined, LIMIT_MS);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  say(`${kills} kills and ${stops} stops in ${seconds} s; ${people.summary()}`);
  return problems;
}

let problems = ['it did not get to its end'];
try {
  problems = await prove();
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
for (const problem of problems) say(`WRONG: ${problem}`);
say(
  problems.length === 0
    ? `Everything holds. The seed was ${seed}.`
    : `It does not hold. The seed was ${seed}.`,
);
process.exit(problems.length === 0 ? 0 : 1);
