import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { after, before, beforeEach, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { requestIngest, resetStream } from '../../operations/operations-store.ts';
import { startFolderFtpServer } from '../../platform/sources/folder-ftp-server.ts';
import { openSource } from '../../platform/sources/open-source.ts';
import { PartFile } from '../../platform/sources/part-file.ts';
import { SourceError, type SourceFailure } from '../../platform/sources/source-error.ts';
import type { SourceLimits } from '../../platform/sources/source-limits.ts';
import { aborted } from '../../platform/testing/aborted.ts';
import { eventually } from '../../platform/testing/eventually.ts';
import { silentLog as log } from '../../platform/testing/silent-log.ts';
import { Supervisor } from '../../roles/supervisor.ts';
import { sample } from '../testing/samples.ts';
import { importedAll, startImporter } from '../testing/test-importer.ts';
import { openTestNode, type TestNode } from '../testing/test-node.ts';
import { ingestSource } from './ingest-source.ts';
import { type ParserMemory, runParser } from './parser-role.ts';
import { ParserStore } from './parser-store.ts';

const account = { user: 'reader', password: 'secret' };
const AT_01 = 'load/2022_01_01_01_ActualTotalLoad6.1.A.csv';
const AT_10 = 'load/2022_01_01_10_ActualTotalLoad6.1.A.csv';
const AT_11 = 'load/2022_01_01_11_ActualTotalLoad6.1.A.csv';
const OTHER_MONTH = 'dialects/2014_12_ActualTotalLoad_6.1.A.csv';
const FLOWS = 'flows/2022_01_01_01_PhysicalFlows12.1.G.csv';
const HOUR_MS = 3_600_000;
const HOURLY_POLLS = { pollMs: HOUR_MS };

let home: TestNode;
before(async () => {
  home = await openTestNode();
  await home.node.streams.load.migrate();
});
beforeEach(async () => {
  await resetStream(home.node.streams.load);
  await home.node.streams.load.database.sql`truncate outbox, outbox_topic, outbox_consumer`;
});
after(() => home[Symbol.asyncDispose]());

/** A real FTP server over an empty folder, with a parser and an importer that work on it for the time of a test. */
async function startPipeline(
  t: TestContext,
  { pollMs, limits }: { pollMs: number; limits?: Partial<SourceLimits> },
) {
  const root = await mkdtemp(join(tmpdir(), 'wattlet-parser-'));
  const folder = join(root, 'exports');
  await mkdir(folder);
  const commands: string[] = [];
  const onCommand = (command: string) => commands.push(command);
  let server = await startFolderFtpServer({ ...account, folder, onCommand });
  const source = openSource(server.url, { password: account.password, ...(limits && { limits }) });
  const { database, bus } = home.node.streams.load;
  const { areaTypes, maxFileBytes } = home.config;
  const supervisor = new Supervisor({ log, minBackoffMs: 5, maxBackoffMs: 50 });
  const stop = new AbortController();
  const options = {
    stream: 'load' as const,
    source,
    store: new ParserStore(database.sql, bus),
    blobs: home.node.blobs,
    bus,
    folder: join(root, 'downloads'),
    areaTypes,
    maxFileBytes,
    pollMs,
    log,
  };
  supervisor.start(
    {
      name: 'parser:load',
      run: (signal, ready, failing) => runParser(options, signal, { ready, failing, memory: {} }),
    },
    stop.signal,
  );
  const importer = startImporter(home);
  t.after(async () => {
    stop.abort();
    await supervisor.ended();
    await importer[Symbol.asyncDispose]();
    await server.close();
    await rm(root, { recursive: true });
  });
  const status = () => supervisor.statuses()[0];
  const listings = () => commands.filter((command) => /^(MLSD|LIST)/.test(command)).length;
  return {
    folder,
    downloads: options.folder,
    status,
    /** Names of the files that were downloaded, in their order. */
    downloaded: () => commands.flatMap((command) => /^RETR .*?([^/]+)$/.exec(command)?.[1] ?? []),
    /** Bytes that downloads had when they went on. */
    resumedAt: () => commands.flatMap((command) => /^REST (\d+)/.exec(command)?.[1] ?? []).map(Number),
    /** Leaves what a process that ended in the middle of a download leaves. */
    async interrupt(path: string, { bytes, modifiedAt }: { bytes: number; modifiedAt: Date }) {
      await mkdir(options.folder, { recursive: true });
      const content = sample(path);
      const part = await PartFile.open(join(options.folder, basename(path)), {
        size: content.length,
        modifiedAt,
      });
      const sink = part.sink(() => new Error('too much'));
      await finished(sink.end(content.subarray(0, bytes)));
      await part.keep();
    },
    /** Puts a real export into the folder, under its own name or another. */
    put: (path: string, name = basename(path)) => writeFile(join(folder, name), sample(path)),
    async isUp() {
      await eventually(() => (status()?.state === 'up' ? true : undefined));
    },
    /** Asks twice, so that one whole look at the source lies between now and the start of the second. */
    async lookAgain() {
      const before = listings();
      for (const count of [1, 2]) {
        await requestIngest(home.node.streams.load);
        await eventually(() => (listings() >= before + count ? true : undefined));
      }
    },
    closeServer: () => server.close(),
    async reopenServer() {
      const port = Number(new URL(server.url).port);
      server = await startFolderFtpServer({ ...account, folder, onCommand, port });
    },
  };
}

/** Resolves to the imports, oldest first, when there are so many. */
async function imports(count: number): Promise<{ file: string; status: string; reason: string }[]> {
  const { sql } = home.node.streams.load.database;
  return eventually(async () => {
    const rows = await sql<{ file: string; status: string; reason: string }[]>`
      select file, status, reason from import order by id`;
    return rows.length >= count ? [...rows] : undefined;
  });
}

const applied = (path: string) => ({ file: basename(path), status: 'applied', reason: '' });

test('a new file is found by the next poll, downloaded, and imported', async (t) => {
  const pipeline = await startPipeline(t, { pollMs: 20 });
  await pipeline.isUp();
  await pipeline.put(AT_10);
  assert.deepEqual(await imports(1), [applied(AT_10)]);
  await pipeline.put(AT_11);
  assert.deepEqual(await imports(2), [applied(AT_10), applied(AT_11)]);
  assert.deepEqual(await readdir(pipeline.downloads), [], 'what was downloaded is gone once it is parsed');
});

test('a new file is found at once when an operator asks for it', async (t) => {
  const pipeline = await startPipeline(t, HOURLY_POLLS);
  await pipeline.isUp();
  await pipeline.put(AT_10);
  await requestIngest(home.node.streams.load);
  assert.deepEqual(await imports(1), [applied(AT_10)]);
});

test('of a month only the newest file is taken, and nothing of another stream', async (t) => {
  const pipeline = await startPipeline(t, HOURLY_POLLS);
  await pipeline.isUp();
  for (const path of [AT_01, AT_11, AT_10, OTHER_MONTH, FLOWS]) await pipeline.put(path);
  await requestIngest(home.node.streams.load);
  assert.deepEqual(await imports(2), [applied(OTHER_MONTH), applied(AT_11)]);
  assert.deepEqual(pipeline.downloaded(), [basename(OTHER_MONTH), basename(AT_11)]);
});

test('a newest file that cannot be understood is recorded as rejected, and the one before is imported', async (t) => {
  const pipeline = await startPipeline(t, HOURLY_POLLS);
  await pipeline.isUp();
  await pipeline.put(AT_10);
  await writeFile(
    join(pipeline.folder, basename(AT_11)),
    '<!DOCTYPE html>\n<html><body><h1>503 Service Unavailable</h1></body></html>\n',
  );
  await requestIngest(home.node.streams.load);
  const [rejected, ...others] = await imports(2);
  assert.equal(rejected?.file, basename(AT_11));
  assert.equal(rejected.status, 'rejected');
  assert.match(rejected.reason, /HTML/);
  assert.deepEqual(others, [applied(AT_10)]);

  await pipeline.lookAgain();
  assert.deepEqual(
    pipeline.downloaded(),
    [AT_11, AT_10].map((path) => basename(path)),
    'neither is fetched again',
  );
  await pipeline.put(AT_11);
  await requestIngest(home.node.streams.load);
  assert.deepEqual((await imports(3)).at(-1), applied(AT_11), 'once it is repaired it is taken');
});

test('an interrupted download goes on where it stopped, and what is left of a file that is no longer the newest goes', async (t) => {
  const pipeline = await startPipeline(t, HOURLY_POLLS);
  await pipeline.isUp();
  const modifiedAt = new Date(Math.floor(Date.now() / 1000) * 1000);
  for (const path of [AT_10, AT_11]) {
    await pipeline.put(path);
    await utimes(join(pipeline.folder, basename(path)), modifiedAt, modifiedAt);
    await pipeline.interrupt(path, { bytes: 1000, modifiedAt });
  }
  await requestIngest(home.node.streams.load);
  assert.deepEqual(await imports(1), [applied(AT_11)]);
  assert.deepEqual(pipeline.resumedAt(), [1000]);
  await pipeline.lookAgain();
  assert.deepEqual(await readdir(pipeline.downloads), []);
});

test('a file that cannot be fetched is named, and keeps no other month waiting', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-source-'));
  await writeFile(join(folder, '2021_12_31_23_ActualTotalLoad6.1.A.csv'), Buffer.alloc(1_000_001));
  await writeFile(join(folder, basename(AT_11)), sample(AT_11));
  const { database, bus } = home.node.streams.load;
  const options = {
    stream: 'load',
    source: openSource(folder, { limits: { maxFileBytes: 1_000_000 } }),
    store: new ParserStore(database.sql, bus),
    blobs: home.node.blobs,
    folder: join(home.folder, 'fetched'),
    areaTypes: home.config.areaTypes,
    maxFileBytes: 1_000_000,
    log,
  } as const;
  await assert.rejects(ingestSource(options, new AbortController().signal), {
    name: 'SourceError',
    reason: 'too-large',
    message: /2021_12_31_23_ActualTotalLoad6\.1\.A\.csv/,
  });
  const seen = await new ParserStore(database.sql, bus).seenFiles();
  assert.deepEqual(
    seen.map(({ name, outcome }) => [name, outcome]),
    [[basename(AT_11), 'ready']],
  );
});

test('a file that may not be read makes nobody wait longer, and one that was cut off is told of first', async () => {
  const { database, bus } = home.node.streams.load;
  const file = (month: string) => ({
    name: `${month}_01_00_ActualTotalLoad6.1.A.csv`,
    size: 1,
    modifiedAt: new Date(),
  });
  const options = (reasons: readonly SourceFailure[]) => {
    const left = [...reasons];
    return {
      stream: 'load' as const,
      source: {
        list: async () => reasons.map((_, index) => file(`2021_0${index + 1}`)),
        async fetch() {
          throw new SourceError(left.shift() ?? 'protocol', 'It failed.');
        },
      },
      store: new ParserStore(database.sql, bus),
      blobs: home.node.blobs,
      folder: join(home.folder, 'forbidden'),
      areaTypes: home.config.areaTypes,
      maxFileBytes: 1_000_000,
      log,
      left,
    };
  };
  const { signal } = new AbortController();
  await assert.rejects(ingestSource(options(['forbidden', 'incomplete', 'changed']), signal), {
    reason: 'incomplete',
  });
  const refused = options(['refused', 'protocol']);
  await assert.rejects(ingestSource(refused, signal), { reason: 'refused' });
  assert.equal(refused.left.length, 1, 'no wrong password is tried for every file');
});

test('a file that is too large is fetched no sooner than at the next poll, or when somebody asks', async (t) => {
  const pipeline = await startPipeline(t, { ...HOURLY_POLLS, limits: { maxFileBytes: 1_000_000 } });
  await pipeline.isUp();
  const name = '2021_12_31_23_ActualTotalLoad6.1.A.csv';
  await writeFile(join(pipeline.folder, name), Buffer.alloc(1_000_001));
  await requestIngest(home.node.streams.load);
  await eventually(() => (pipeline.status()?.state === 'down' ? true : undefined));
  assert.match(pipeline.status()?.reason ?? '', new RegExp(name));
  await rm(join(pipeline.folder, name));
  await requestIngest(home.node.streams.load);
  await pipeline.isUp();
});

test('a source that would only fail again is left alone for as long as its failure deserves', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() });
  const { database, bus } = home.node.streams.load;
  let asked = 0;
  let reason: SourceFailure = 'protocol';
  let isListeningLate = false;
  let listens = () => {};
  const waits: number[] = [];
  const memory: ParserMemory = {};
  const start = (signal: AbortSignal, onFailing: () => void) =>
    runParser(
      {
        stream: 'load',
        source: {
          async list() {
            asked++;
            if (isListeningLate) listens();
            isListeningLate = false;
            throw new SourceError(reason, 'It failed.');
          },
          fetch: () => assert.fail(),
        },
        store: new ParserStore(database.sql, bus),
        blobs: home.node.blobs,
        bus: {
          ...bus,
          tail({ onWake, signal }) {
            listens = onWake;
            if (asked > 0 && !isListeningLate) onWake();
            return aborted(signal);
          },
        },
        folder: join(home.folder, 'left-alone'),
        areaTypes: home.config.areaTypes,
        maxFileBytes: home.config.maxFileBytes,
        pollMs: 60_000,
        log,
      },
      signal,
      {
        ready: () => assert.fail('it never looked'),
        failing(_, retryMs) {
          waits.push(retryMs);
          onFailing();
        },
        memory,
      },
    );
  /** Starts it, and resolves once it says that it fails. */
  const started = async (signal: AbortSignal) => {
    const { promise: failed, resolve } = Promise.withResolvers<void>();
    const running = start(signal, resolve);
    await failed;
    return { running };
  };
  const stop = new AbortController();
  const first = await started(stop.signal);
  /** How often it was asked by then. */
  const askedAfter = async (ms: number) => {
    await turn();
    t.mock.timers.tick(ms);
    await turn();
    return asked;
  };
  assert.equal(await askedAfter(59_999), 1);
  reason = 'refused';
  assert.equal(await askedAfter(1), 2);
  assert.equal(await askedAfter(200_000), 2);
  stop.abort();
  await first.running;
  const { running } = await started(new AbortController().signal);
  const ended = assert.rejects(running, { reason: 'unreachable' }, 'the supervisor tries again soon');
  assert.equal(await askedAfter(399_999), 2, 'also when it is started again meanwhile');
  reason = 'unreachable';
  assert.equal(await askedAfter(1), 3);
  await ended;
  assert.deepEqual(waits, [60_000, 600_000, 400_000]);
  reason = 'refused';
  isListeningLate = true;
  const late = new AbortController();
  const last = await started(late.signal);
  const askedAtLast = await askedAfter(599_999);
  late.abort();
  await last.running;
  assert.equal(askedAtLast, 4, 'also when it begins to listen while it signs in');
});

test('a newest file that was cut off is held back, and the one before is imported', async (t) => {
  const pipeline = await startPipeline(t, HOURLY_POLLS);
  await pipeline.isUp();
  await pipeline.put(AT_10);
  await writeFile(join(pipeline.folder, basename(AT_11)), sample(AT_11).subarray(0, -7));
  await requestIngest(home.node.streams.load);
  assert.deepEqual(
    (await imports(2)).map(({ file, status }) => [file, status]),
    [
      [basename(AT_11), 'quarantined'],
      [basename(AT_10), 'applied'],
    ],
  );
});

test('pitfall 22: a file is downloaded again only when its size or its time is another, and equal content changes nothing', async (t) => {
  const pipeline = await startPipeline(t, HOURLY_POLLS);
  await pipeline.isUp();
  const path = join(pipeline.folder, basename(AT_11));
  const name = basename(AT_11);
  await pipeline.put(AT_10, name);
  // Servers tell the times of files that lay still for a day less exactly.
  const later = new Date();
  const early = new Date(later.getTime() - 10_000);
  await utimes(path, early, early);
  await pipeline.lookAgain();
  await imports(1);
  await pipeline.lookAgain();
  assert.deepEqual(pipeline.downloaded(), [name], 'seen');

  await utimes(path, later, later);
  await pipeline.lookAgain();
  await importedAll(home);
  assert.deepEqual(pipeline.downloaded(), [name, name], 'another time');
  assert.equal((await imports(2)).at(-1)?.status, 'unchanged', 'with the same content');

  // As one change: a look may be under way.
  const next = join(pipeline.folder, 'next');
  await writeFile(next, sample(AT_11));
  await utimes(next, later, later);
  await rename(next, path);
  await pipeline.lookAgain();
  assert.deepEqual((await imports(3)).at(-1), applied(AT_11), 'another size');
  assert.equal(pipeline.downloaded().length, 3);
});

test('pitfall 22: while the server is down or refuses us the parser is down and says why, and comes back by itself', async (t) => {
  const pipeline = await startPipeline(t, { pollMs: 20 });
  await pipeline.isUp();
  await pipeline.closeServer();
  await eventually(() => (pipeline.status()?.state === 'down' ? true : undefined));
  assert.match(pipeline.status()?.reason ?? '', /127\.0\.0\.1/);
  await pipeline.put(AT_10);
  await pipeline.reopenServer();
  assert.deepEqual(await imports(1), [applied(AT_10)]);
  await pipeline.isUp();
});
