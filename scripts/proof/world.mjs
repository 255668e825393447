import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTcpProxy } from '../../packages/server/src/platform/testing/tcp-proxy.ts';
import { STREAM_NAMES } from '../../packages/server/src/streams/definitions.ts';
import { startEngines } from '../distributed/engines.mjs';
import { startProxy } from '../distributed/proxy.mjs';
import { serviceList, withMetrics } from '../distributed/service-list.mjs';
import { ServiceProcesses } from '../distributed/service-processes.mjs';
import { freePorts } from '../lib/java-server.mjs';
import { mountSmallDisk } from './small-disk.mjs';

const API_NODES = 2;
const LONGEST_PAUSE_MS = 1_000;
const MOST_SAID = 2_000;
const DISK_BYTES = 96 * 1024 * 1024;
const CLOCK = new URL('shifted-clock.mjs', import.meta.url).href;
/** What a shell may say of engines; a proof starts its own. */
const OWN = { DATABASE_URL: '', KAFKA_BROKERS: '', AMQP_URL: '', BLOB_URL: '', SOURCE_URL: '' };

/**
 * The services of a distribution on engines of their own, whose every connection goes by a way that can be cut.
 *
 * @param {object} options
 * @param {string} options.home an empty folder
 * @param {(line: string) => void} options.say
 * @param {AbortSignal} options.signal
 * @param {readonly string[]} [options.without] engines that Wattlet does without
 * @param {boolean} [options.smallDisk] the folder of stored files is on a disk that can be filled
 * @param {number} [options.stepMs] of the feed, from one hour of data to the next
 */
export async function openWorld({ home, say, signal, without = [], smallDisk = false, stepMs }) {
  const stack = new AsyncDisposableStack();
  const ways = {};
  /** Where the other end of a connection seems to be. */
  const way = async (name, url) => {
    ways[name] = stack.use(await startTcpProxy(url));
    // An address without a path gets one when it is parsed.
    return url.endsWith('/') ? ways[name].url : ways[name].url.replace(/\/$/, '');
  };
  try {
    const folders = { log: join(home, 'log'), clocks: join(home, 'clocks') };
    for (const folder of Object.values(folders)) mkdirSync(folder);
    const disk = smallDisk ? stack.use(mountSmallDisk(join(home, 'objects'), DISK_BYTES)) : undefined;
    const common = { ...process.env, ...OWN, WATTLET_OPEN_DATA: '1', CALLS_PER_MINUTE: '0' };
    const given = { without: smallDisk ? [...without, 'the object store'] : without, stepMs, way };
    const engines = stack.use(await startEngines({ ...given, home, env: common, say, signal }));
    const direct = { ...common, ...engines.env, WATTLET_HOME: home };
    const env = { ...direct };
    for (const part of ['platform', ...STREAM_NAMES])
      env[`DATABASE_URL_${part.toUpperCase()}`] = await way(`the database of ${part}`, direct.DATABASE_URL);
    const list = serviceList({ ports: await freePorts(2 * API_NODES), env });
    const services = withClocks(await withMetrics(list), folders);
    const crashes = [];
    const processes = stack.use(
      new ServiceProcesses({
        ...{ services, home, say: () => undefined, longestPauseMs: LONGEST_PAUSE_MS },
        ended: (name, how) => how !== 'SIGKILL' && crashes.push(crashOf(name, how, folders.log)),
      }),
    );
    const nodes = [];
    for (const { name, url } of services) if (url) nodes.push(await way(name, url));
    const balancer = stack.use(await startProxy({ nodes, host: '127.0.0.1', port: 0 }));
    const url = await way('the people', balancer.url);
    processes.start();
    const kept = stack.move();
    return {
      url,
      env: direct,
      engines: engines.stoppable,
      services,
      processes,
      crashes,
      ways,
      disk,
      /** Every API node serves, and requests are sent to all of them. */
      isReady: async () => {
        const serve = await Promise.all(services.map(({ url: own }) => own === undefined || serves(own)));
        return (serve.every(Boolean) && balancer.readyCount === nodes.length) || undefined;
      },
      /** The clock of a service is off by so much from now on. */
      setClock: (name, offsetMs) => writeFileSync(join(folders.clocks, name), String(offsetMs)),
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** What is told of a service that has ended by itself. */
function crashOf(name, how, folder) {
  const said = readFileSync(join(folder, `${name}.log`), 'utf8');
  return `${name} has ended by itself (${how}); the last it said: ${said.slice(-MOST_SAID)}`;
}

async function serves(url) {
  const answer = await fetch(`${url}/readyz`);
  await answer.arrayBuffer();
  return answer.ok;
}

/** Each has a clock of its own. */
function withClocks(services, { clocks }) {
  return services.map((service) => ({
    ...service,
    env: {
      ...service.env,
      NODE_OPTIONS: `--import=${CLOCK}`,
      WATTLET_PROOF_CLOCK: join(clocks, service.name),
    },
  }));
}
