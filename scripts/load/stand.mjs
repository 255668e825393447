import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createBenchDatabase } from '../../bench/database.ts';
import { commandLog } from '../../packages/server/src/cli/with-node.ts';
import { readConfig, SETTINGS } from '../../packages/server/src/config.ts';
import { openNode } from '../../packages/server/src/node.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';
import { serviceList } from '../distributed/service-list.mjs';
import { ServiceProcesses } from '../distributed/service-processes.mjs';
import { freePorts } from '../lib/java-server.mjs';
import { makePeople } from './make-people.mjs';
import { readMetrics } from './node-metrics.mjs';
import { SampleHours } from './sample-hours.mjs';

const NODES = 2;
const START_MS = 60_000;
const COLLECT = new URL('collect-on-signal.mjs', import.meta.url).href;
/** A collection is over by then. */
const COLLECTED_MS = 500;

/**
 * What users come to: two processes with the role `api` on one PostgreSQL that holds the samples of the demo, with every
 * limit as it is by default, and people who are signed in. Nobody but subscribers may read.
 *
 * @param {AsyncDisposableStack} stack what is opened is put on it
 * @param {{ people: number, say?: (line: string) => void }} options
 */
export async function startStand(stack, { people: count, say = () => undefined }) {
  const home = mkdtempSync(join(tmpdir(), 'wattlet-load-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'log'));
  const database = stack.use(await createBenchDatabase());
  const token = randomBytes(32).toString('base64url');
  const env = {
    ...withoutSettings(process.env),
    WATTLET_HOME: home,
    DATABASE_URL: database.url,
    WATTLET_SECRET: randomBytes(32).toString('base64'),
    OPERATOR_TOKEN: token,
    // Who plays the users is also the proxy that says where they come from.
    TRUSTED_PROXIES: '127.0.0.1',
    NODE_OPTIONS: `--import=${COLLECT}`,
  };
  const node = stack.use(await openNode(readConfig(env), commandLog('silent')));
  await node.platform.migrate();
  const hours = new SampleHours({ node, folder: home });
  await hours.first();
  say(`Making ${count} subscribers …`);
  const people = await makePeople(node.platform.database.sql, count);
  const areas = await readAreas(node);
  const services = serviceList({ ports: await freePorts(2 * NODES), env }).filter(
    ({ role }) => role === 'api',
  );
  const processes = stack.use(new ServiceProcesses({ services, home, say }));
  processes.start();
  const urls = services.map(({ url }) => url);
  for (const url of urls)
    await eventually(async () => (await fetch(`${url}/readyz`)).ok || undefined, START_MS);
  const pids = () => Object.values(JSON.parse(readFileSync(join(home, 'processes.json'), 'utf8')));
  return {
    urls,
    people,
    areas,
    hours,
    /** Of the nodes. */
    pids,
    /** What they say of themselves; one that was killed is waited for. */
    metrics: () => Promise.all(urls.map((url) => eventually(() => readMetrics(url, token), START_MS))),
    /** Lets the nodes collect their garbage. */
    async collect() {
      for (const pid of pids()) process.kill(pid, 'SIGUSR2');
      await delay(COLLECTED_MS);
    },
  };
}

/** Nothing of a shell's settings may change what is measured. */
function withoutSettings(env) {
  const own = new Set(SETTINGS.map(({ name }) => name));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.has(name)));
}

/** Map codes of the countries that each stream has values of. */
async function readAreas({ streams }) {
  const read = async ({ database: { sql } }) => {
    const rows = await sql`
      select distinct a.map_code as area from series s join area a on a.id = s.area_id
      where a.area_type = 'CTY' order by 1`;
    return rows.map(({ area }) => area);
  };
  return {
    load: await read(streams.load),
    generation: await read(streams.generation),
    flows: await read(streams.flows),
  };
}
