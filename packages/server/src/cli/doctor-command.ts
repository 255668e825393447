import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { countAccounts } from '../accounts/count-accounts.ts';
import type { Platform } from '../accounts/open-platform.ts';
import { type Config, readConfig, SETTINGS } from '../config.ts';
import { countReadings } from '../meters/count-readings.ts';
import { checkStream } from '../operations/stream-health.ts';
import { configuredBroker } from '../platform/amqp/configured-broker.ts';
import { openBlobs } from '../platform/blobs/open-blobs.ts';
import { readVerified } from '../platform/blobs/read-verified.ts';
import { describeKafka } from '../platform/bus/kafka/describe-kafka.ts';
import type { FileSource } from '../platform/sources/file-source.ts';
import { interruption } from '../process/interruption.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import { accessAdvice } from './access-advice.ts';
import { checkPort } from './check-port.ts';
import { EXIT } from './exit-codes.ts';
import { commandLog, withNode } from './with-node.ts';

/** `wattlet doctor`: says what is set, tries what is needed, and what to do about what fails. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('list the settings and check what the server needs')
    .action(doctor);
}

async function doctor(): Promise<void> {
  printSettings();
  const config = readConfig(process.env);
  const results = [await run('home', () => checkHome(config)), await run('port', () => checkPort(config))];
  for (const line of accessAdvice(config)) process.stdout.write(`warn  ${'access'.padEnd(18)} ${line}\n`);
  results.push(await run('message broker', () => checkBroker(config)));
  results.push(await run('event bus', () => checkKafka(config)));
  results.push(await run('object store', () => checkObjects(config)));
  const opened = await run('database', () =>
    withNode(async ({ streams, platform, source }) => {
      results.push(await run('accounts', () => checkAccounts(platform)));
      for (const stream of STREAM_NAMES) {
        results.push(await run(`stream ${stream}`, () => checkStorage(streams[stream])));
      }
      results.push(await run('source', () => checkSource(source)));
      return config.databaseUrls.load ? 'as set' : 'embedded';
    }),
  );
  if (![...results, opened].every(Boolean)) process.exitCode = EXIT.failed;
}

function printSettings(): void {
  for (const { name, fallback, meaning, secret } of SETTINGS) {
    const value = process.env[name];
    const shown = value ? (secret ? '(set)' : value) : fallback ? `${fallback} (default)` : '(not set)';
    process.stdout.write(`${name.padEnd(24)} ${shown.padEnd(24)} ${meaning}\n`);
  }
  process.stdout.write('\n');
}

/** True if the check passed. */
async function run(name: string, check: () => Promise<string>): Promise<boolean> {
  try {
    process.stdout.write(`ok    ${name.padEnd(18)} ${await check()}\n`);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    process.stdout.write(`FAIL  ${name.padEnd(18)} ${reason}\n`);
    return false;
  }
}

async function checkHome({ home }: Config): Promise<string> {
  await mkdir(home, { recursive: true });
  await access(home, constants.W_OK);
  return home;
}

/** Declares what readings need, as the server would: so that what it may not do is seen here. */
async function checkBroker(config: Config): Promise<string> {
  const broker = await configuredBroker(config);
  if (!broker) return 'none is set: readings come by MeterService only';
  const { waiting, dead } = await countReadings(broker, {
    exchange: config.amqpExchange,
    log: commandLog('silent'),
  });
  return `${waiting} readings wait, ${dead} are given up`;
}

/** Stores a little and reads it back, as the server would. */
async function checkObjects({ blobs: place, home }: Config): Promise<string> {
  const store = await openBlobs(place, home);
  const { hash } = await store.put(Readable.from([Buffer.from('wattlet doctor')]));
  await readVerified(store, hash, { maxBytes: 100 });
  return place === undefined ? 'a folder of the home' : `bucket ${place.bucket}`;
}

async function checkKafka({ kafka }: Config): Promise<string> {
  if (!kafka) return 'PostgreSQL: no Kafka is set';
  return describeKafka(kafka, commandLog('silent'));
}

async function checkSource(source: FileSource | undefined): Promise<string> {
  if (!source) return 'none is set: files come by "wattlet import" only';
  const names = (await source.list(interruption())).map((file) => file.name).sort();
  return `${names.length} exports, newest ${names.at(-1) ?? 'none'}`;
}

async function checkAccounts({ migrate, database }: Platform): Promise<string> {
  await migrate();
  const counts = await countAccounts(database.sql);
  const { people, managers, sites } = counts;
  const told = `${people} people, ${sites} sites`;
  return managers > 0 ? told : `${told}, nobody who manages them: make one by "wattlet user create --admin"`;
}

async function checkStorage(
  storage: Parameters<typeof checkStream>[0] & { migrate(): Promise<void> },
): Promise<string> {
  await storage.migrate();
  const { up, reason, head, dataUntil } = await checkStream(storage);
  if (!up) throw new Error(reason);
  return dataUntil ? `revision ${head}, data until ${dataUntil.toISOString()}` : 'empty';
}
