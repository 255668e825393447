import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type WattletClient } from '@wattlet/sdk';
import { Command } from 'commander';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { readConfig } from '../config.ts';
import { openAmqpSink } from '../meters/simulator/amqp-sink.ts';
import { PROFILES } from '../meters/simulator/load-profiles.ts';
import { RpcSink } from '../meters/simulator/rpc-sink.ts';
import {
  type ReadingSink,
  runSimulation,
  type SimulationCounts,
} from '../meters/simulator/run-simulation.ts';
import type { SimulatedMeter } from '../meters/simulator/simulate-readings.ts';
import {
  ensureMetersByApi,
  ensureMetersOfSite,
  MetersNotMadeError,
  type SimulatedMetersOptions,
} from '../meters/simulator/simulated-meters.ts';
import { configuredBroker } from '../platform/amqp/configured-broker.ts';
import { interruption } from '../process/interruption.ts';
import { type GivenOptions, readSimulateOptions, type SimulateOptions } from './simulate-options.ts';
import { UsageError } from './usage-error.ts';
import { commandLog, withNode } from './with-node.ts';

/** Most readings that are sent and not confirmed. */
const WINDOW = 4_000;
/** What is sent at Ctrl-C may be confirmed in this time. */
const END_MS = 3_000;

/** `wattlet simulate`: sends what made-up homes consume. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('send readings of simulated meters until Ctrl-C')
    .option('--meters <count>', 'how many homes', '10')
    .option('--speed <factor>', 'how much faster than life it goes, until it has caught up with it', '60x')
    .option('--profile <kind>', PROFILES.join(', '), 'household')
    .option('--via <way>', 'amqp (to the RabbitMQ of AMQP_URL) or rpc (to the server of WATTLET_URL)', 'amqp')
    .option('--late <share>', 'come after later ones', '0%')
    .option('--duplicate <share>', 'come twice', '0%')
    .option('--corrupt <share>', 'come broken, and are rejected', '0%')
    .option('--seed <number>', 'the same seed means the same homes and readings', '1')
    .option('--since <duration>', 'how long ago it starts, such as 90m, 24h or 7d', '24h')
    .option('--interval <minutes>', 'how often the meters report', '15')
    .option('--time-zone <name>', 'where the homes are', 'Europe/Athens')
    .option('--readings <count>', 'end after so many')
    .option('--site <id>', "whose meters they are; that of WATTLET_TOKEN, or else the platform's own")
    .addHelpText(
      'after',
      `
The meters are called "Simulated …". They are made once, and found again by their serial.
With WATTLET_TOKEN they are those of the server of WATTLET_URL (default http://127.0.0.1:8080). The secret of a site
(sk_…) makes them there; an access token (wt_…) finds them, and sends their readings if it has the scopes read_meters
and submit_readings. Without WATTLET_TOKEN they are made in the database of this machine's settings.
--via rpc needs WATTLET_TOKEN.`,
    )
    .action(simulate);
}

async function simulate(given: GivenOptions): Promise<void> {
  const options = readSimulateOptions(given);
  const signal = interruption();
  const client = serverClient();
  if (options.via === 'rpc' && !client)
    throw new UsageError(
      '--via rpc needs WATTLET_TOKEN: the secret of a site, or an access token for meters that are there',
    );
  const meters = client
    ? await metersOfServer(client, options)
    : await withNode(async ({ platform }) => {
        await platform.migrate();
        return ensureMetersOfSite(platform.database.sql, options.site ?? PLATFORM_SITE_ID, metersOf(options));
      });
  if (options.via === 'rpc' && client) {
    await play(options, { meters, sink: new RpcSink(client.meters), signal });
    client.close();
    return;
  }
  const config = readConfig(process.env);
  const broker = await configuredBroker(config);
  if (!broker)
    throw new UsageError('--via amqp needs AMQP_URL, the RabbitMQ that the server takes readings from');
  const { amqpExchange: exchange } = config;
  await using sink = await openAmqpSink({ ...broker, exchange, seed: options.seed, log: commandLog('warn') });
  await play(options, { meters, sink, signal });
}

function metersOf({
  meters: count,
  profile,
  seed,
  intervalMinutes,
  timeZone,
}: SimulateOptions): SimulatedMetersOptions {
  return { count, profile, seed, intervalMinutes, timeZone };
}

async function metersOfServer(client: WattletClient, options: SimulateOptions): Promise<SimulatedMeter[]> {
  try {
    return await ensureMetersByApi(client.meters, { ...metersOf(options), siteId: options.site });
  } catch (error) {
    if (!(error instanceof MetersNotMadeError)) throw error;
    throw new UsageError(`${error.message}; let the secret of the site (sk_…) make them once`);
  }
}

function serverClient(): WattletClient | undefined {
  const token = process.env['WATTLET_TOKEN'] || undefined;
  if (token === undefined) return undefined;
  const baseUrl = process.env['WATTLET_URL'] || 'http://127.0.0.1:8080';
  return createClient({ baseUrl, getToken: () => Promise.resolve(token) });
}

async function play(
  options: SimulateOptions,
  { meters, sink, signal }: { meters: readonly SimulatedMeter[]; sink: ReadingSink; signal: AbortSignal },
): Promise<void> {
  const { clock, speed, disturbance, seed, readings: most } = options;
  const intervalMs = options.intervalMinutes * 60_000;
  const from = Math.floor((Date.now() - options.sinceMs) / intervalMs) * intervalMs;
  const counts: SimulationCounts = { sent: 0, confirmed: 0, at: from };
  const started = performance.now();
  const line = (): string => {
    const perSecond = counts.confirmed / Math.max(1, (performance.now() - started) / 1000);
    const at = new Date(counts.at).toISOString().slice(0, 16);
    return `sent ${counts.sent}, confirmed ${counts.confirmed}, ${perSecond.toFixed(0)} per second, at ${at}Z`;
  };
  const shown = setInterval(() => process.stdout.write(`${line()}\n`), process.stdout.isTTY ? 1_000 : 10_000);
  const gaveUp = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => void delay(END_MS, undefined, { ref: false }).then(gaveUp.resolve), {
    once: true,
  });
  try {
    const run = { meters, sink, clock, intervalMs, from, speed, disturbance, seed, most, window: WINDOW };
    await Promise.race([runSimulation(run, counts, signal), gaveUp.promise]);
  } finally {
    clearInterval(shown);
    process.stdout.write(`${line()}\n`);
  }
}
