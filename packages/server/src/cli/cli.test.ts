import assert from 'node:assert/strict';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { LiveService, type WatchResponse } from '../gen/wattlet/v1/live_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { readPostmasterFile } from '../platform/postgres/embedded/postmaster-file.ts';
import { listeningPort } from '../platform/sources/listening-port.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { sample } from '../streams/testing/samples.ts';
import { runWattlet, serveWattlet, startWattlet } from './testing/run-wattlet.ts';

const AT_01 = 'load/2022_01_01_01_ActualTotalLoad6.1.A.csv';
const AT_10 = 'load/2022_01_01_10_ActualTotalLoad6.1.A.csv';
const AT_11 = 'load/2022_01_01_11_ActualTotalLoad6.1.A.csv';
const GENERATION = 'generation/2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv';
const FLOWS = 'flows/2022_01_02_16_PhysicalFlows12.1.G.csv';

const root = await mkdtemp(join(tmpdir(), 'wattlet cli '));
after(() => rm(root, { recursive: true, force: true }));
const files = join(root, 'files');
await mkdir(files);

/** Writes a file to import, and resolves to its path. */
async function put(path: string, content: string | Buffer = sample(path)): Promise<string> {
  const written = join(files, basename(path));
  await writeFile(written, content);
  return written;
}

/** Settings of a home of this name. */
const homeOf = (name: string) => ({ WATTLET_HOME: join(root, name) });

/** The database of the home has stopped, or was never there. */
const isStopped = async ({ WATTLET_HOME }: { WATTLET_HOME: string }): Promise<boolean> =>
  (await readPostmasterFile(join(WATTLET_HOME, 'postgres'))) === undefined;

const GREECE = ['--area', 'GR', '--from', '2022-01-01', '--to', '2022-01-03'];

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  return response.text();
}

test('every command explains itself', async () => {
  for (const command of ['serve', 'import', 'ingest', 'series', 'doctor']) {
    const { code, stdout, stderr } = await runWattlet([command, '--help'], {});
    assert.deepEqual([code, stderr], [0, ''], command);
    assert.match(stdout, new RegExp(`^Usage: wattlet ${command} `));
  }
  const { code, stdout } = await runWattlet(['--help'], {});
  assert.equal(code, 0);
  assert.match(stdout, /Exit codes: 0 done, 1 something failed/);
});

test('wrong use is exit code 2, says what is wrong, and starts no database', async () => {
  const home = homeOf('untouched');
  const there = await put(AT_10);
  const uses: [args: string[], says: RegExp, env?: Record<string, string>][] = [
    [['improt'], /unknown command 'improt'/],
    [['import'], /missing required argument 'file'/],
    [['import', there, join(files, 'load.csv')], /load\.csv is not named like an export/],
    [['import', there, join(files, basename(AT_01))], /01_01_01_ActualTotalLoad6\.1\.A\.csv is no file/],
    [['import', '--frce', there], /unknown option '--frce'/],
    [['series', 'loads', ...GREECE], /Allowed choices are load, generation, flows/],
    [['series', 'load', '--area', 'GR', '--from', '2022-01-01'], /required option '--to <time>'/],
    [
      ['series', 'load', '--area', 'GR', '--from', '2022-01-02', '--to', '2022-01-01'],
      /to: must be after from/,
    ],
    [['series', 'load', ...GREECE, '--csv', '--json'], /--csv and --json exclude each other/],
    [['serve', '--role', 'parsers'], /"parsers" is no role/],
    [['serve', '--role', 'parser:load'], /nothing to look at: set SOURCE_URL/],
    [['serve'], /PORT is "http", it must be a whole number/, { PORT: 'http' }],
    [['doctor'], /LOG_LEVEL is "loud"/, { LOG_LEVEL: 'loud' }],
  ];
  for (const [args, says, env] of uses) {
    const { code, stderr } = await runWattlet(args, { ...home, ...env });
    assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, says);
  }
  await assert.rejects(access(join(home.WATTLET_HOME, 'postgres')));
});

test('a source that cannot be used is said, and ends the command', async () => {
  const home = homeOf('no-source');
  const { code, stderr } = await runWattlet(['serve'], { ...home, PORT: '0', SOURCE_URL: 'gopher://files' });
  assert.equal(code, 1);
  assert.match(stderr, /gopher:\/\/files cannot be used as a source.* Check SOURCE_URL/);
  assert.ok(await isStopped(home));
});

test('import says of every file what came of it, and the exit code tells whether all was taken over', async () => {
  const home = homeOf('imports');
  const lines = async (...args: string[]) => {
    const { code, stdout, stderr } = await runWattlet(['import', ...args], home);
    assert.equal(stderr.replaceAll(/^\{.*\}\n/gm, ''), '', 'standard error holds log lines at most');
    const said = stdout.split('\n').filter((line) => line !== '');
    return { code, said: said.map((line) => line.replace(/ {2}\d+\.\d s$/, '')) };
  };
  const [at01, at10, at11] = [await put(AT_01), await put(AT_10), await put(AT_11)];
  const name = (path: string) => basename(path);
  assert.deepEqual(await lines(at10, at11, at11, at01), {
    code: 0,
    said: [
      `applied     ${name(AT_10)}  revision 1: 125 series changed, 2022-01-01T00:00:00.000Z to 2022-01-01T10:00:00.000Z`,
      `applied     ${name(AT_11)}  revision 2: 123 series changed, 2022-01-01T10:00:00.000Z to 2022-01-01T11:00:00.000Z`,
      `unchanged   ${name(AT_11)}  the same file was applied before`,
      `stale       ${name(AT_01)}  a file up to 2022-01-01T11:00:00.000Z was applied before`,
    ],
  });
  const page = await put(
    'load/2022_01_01_12_ActualTotalLoad6.1.A.csv',
    '<html><body>Try later</body></html>\n',
  );
  const cut = await put('load/2022_01_01_13_ActualTotalLoad6.1.A.csv', sample(AT_11).subarray(0, -4));
  const { code, said } = await lines(page, cut, at11);
  assert.equal(code, 1);
  assert.match(said[0] ?? '', /^rejected {4}2022_01_01_12_ActualTotalLoad6\.1\.A\.csv {2}.*HTML/);
  assert.match(
    said[1] ?? '',
    /^quarantined 2022_01_01_13_ActualTotalLoad6\.1\.A\.csv {2}its last line is not whole/,
  );
  assert.match(said[2] ?? '', /^unchanged/, 'the others are imported all the same');

  const forced = await lines('--force', at01);
  assert.equal(forced.code, 0);
  assert.match(forced.said[0] ?? '', /^applied {5}2022_01_01_01_/);
  assert.ok(await isStopped(home));
});

test('series of a home without data says so', async () => {
  const { code, stdout, stderr } = await runWattlet(['series', 'load', ...GREECE], homeOf('empty'));
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^wattlet: area "GR" is unknown to this stream/);
});

test('what series prints is what the server answers, for every stream and format', async () => {
  const home = homeOf('printed');
  const imported = await runWattlet(
    ['import', await put(AT_11), await put(GENERATION), await put(FLOWS)],
    home,
  );
  assert.equal(imported.code, 0, imported.stderr);
  await using server = await serveWattlet(home);
  const range = ['--from', '2022-01-01', '--to', '2022-01-03'];
  const questions: Record<string, [string[], string]> = {
    'load.csv': [['load', '--area', 'GR'], 'area=GR'],
    'load.json': [['load', '--area', 'AT', '--area-type', 'BZN'], 'area=AT&area_type=BZN'],
    'generation.csv': [['generation', '--area', 'GR', '--type', 'Solar'], 'area=GR&type=Solar'],
    'flows.csv': [['flows', '--from-area', 'GR'], 'from_area=GR'],
    'flows.json': [['flows', '--to-area', 'GR', '--from-area', 'BG'], 'to_area=GR&from_area=BG'],
  };
  for (const [file, [args, query]] of Object.entries(questions)) {
    const format = file.endsWith('json') ? '--json' : '--csv';
    const { code, stdout } = await runWattlet(['series', ...args, ...range, format], home);
    assert.equal(code, 0);
    assert.ok(stdout.length > 200, file);
    assert.equal(
      stdout,
      await fetchText(`${server.url}/v1/series/${file}?${query}&from=2022-01-01&to=2022-01-03`),
    );
  }
});

test('serve says where it is once it answers, and Ctrl-C ends it and its database', async () => {
  const home = homeOf('served');
  const server = await serveWattlet({ ...home, HOST: 'localhost' });
  assert.match(server.url, /^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
  assert.equal(JSON.parse(await fetchText(`${server.url}/livez`)).status, 'up');
  assert.equal(await isStopped(home), false);
  const { code, stdout, stderr } = await server.stop();
  assert.deepEqual([code, stdout], [0, `Wattlet is ready at ${server.url}\n`], stderr);
  assert.ok(await isStopped(home));
});

test('serve keeps to the port it is given, and says when that is taken', async () => {
  const home = homeOf('served');
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const port = String(listeningPort(free));
  const taken = await runWattlet(['serve'], { ...home, PORT: port });
  assert.equal(taken.code, 2);
  assert.match(taken.stderr, new RegExp(`127\\.0\\.0\\.1:${port} is taken by another program: set PORT`));
  assert.ok(await isStopped(home));
  free.close();
  await once(free, 'close');
  await using server = await serveWattlet({ ...home, PORT: port });
  assert.equal(server.url, `http://127.0.0.1:${port}`);
});

test('what is imported while serve runs on the same home is seen live', async () => {
  const home = homeOf('live');
  await using server = await serveWattlet(home);
  assert.equal((await runWattlet(['import', await put(AT_10)], home)).code, 0);
  const transport = createConnectTransport({ baseUrl: server.url, httpVersion: '1.1' });
  const stop = new AbortController();
  const at = (time: string) => timestampFromDate(new Date(time));
  const series = {
    selector: { stream: Stream.LOAD, area: 'GR' },
    range: { from: at('2022-01-01T00:00:00Z'), to: at('2022-01-02T00:00:00Z') },
  };
  const topics = [{ id: 1, subject: { case: 'series' as const, value: series } }];
  const events: WatchResponse[] = [];
  const watched = (async () => {
    const answers = createClient(LiveService, transport).watch({ topics }, { signal: stop.signal });
    for await (const answer of answers) events.push(answer);
  })();
  watched.catch(() => undefined);
  await eventually(() => events.find(({ event }) => event.case === 'ready'));
  assert.equal((await runWattlet(['import', await put(AT_11)], home)).code, 0);
  const patch = await eventually(() => {
    const event = events.find(({ event: { case: kind } }) => kind === 'series')?.event;
    return event?.case === 'series' ? event.value : undefined;
  });
  assert.deepEqual(patch.patches[0]?.range?.from, at('2022-01-01T10:00:00Z'));
  stop.abort();
  await assert.rejects(watched);
});

test('two homes on one machine do not disturb each other', async () => {
  const [one, other] = [homeOf('one'), homeOf('other')];
  await using server = await serveWattlet(one);
  await using second = await serveWattlet(other);
  assert.equal((await runWattlet(['import', await put(AT_10)], one)).code, 0);
  const question = '/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-02';
  assert.match(await fetchText(server.url + question), /\n2022-01-01T00:00:00Z,GR,PT60M,/);
  assert.equal((await fetch(second.url + question)).status, 404);
  await second.stop();
  assert.ok(await isStopped(other));
  assert.match(await fetchText(server.url + question), /\n2022-01-01T00:00:00Z,GR,PT60M,/);
});

test('a reader that has had enough is no error, and the database is stopped', async () => {
  const home = homeOf('printed');
  const { child, ended } = startWattlet(
    ['series', 'generation', '--area', 'DE', '--from', '2022-01-01', '--to', '2022-01-03', '--json'],
    home,
  );
  const exit = once(child, 'exit');
  const cutOff = assert.rejects(ended, { code: 'ERR_STREAM_PREMATURE_CLOSE' });
  const [part] = await once(child.stdout, 'data');
  assert.ok(String(part).length > 0);
  child.stdout.destroy();
  assert.deepEqual(await exit, [0, null]);
  await cutOff;
  assert.ok(await isStopped(home));
});

test('Ctrl-C ends a command that waits for its source, and the database that it started', async () => {
  const home = homeOf('interrupted');
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const source = `ftp://reader@127.0.0.1:${listeningPort(silent)}/`;
  const { child, ended } = startWattlet(['ingest', 'load'], { ...home, SOURCE_URL: source });
  const [socket] = await once(silent, 'connection');
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  assert.equal(code, 1);
  assert.match(stderr, /^wattlet: interrupted$/m);
  assert.ok(await isStopped(home));
  socket.destroy();
  silent.close();
});

test('doctor ends with 0 when all is well, and with 1 naming what is not', async () => {
  const home = homeOf('printed');
  const well = await runWattlet(['doctor'], { ...home, PORT: '0', SOURCE_URL: files });
  assert.equal(well.code, 0, well.stdout);
  assert.match(well.stdout, /^ok {4}stream load +revision 1, data until 2022-01-01T11:00:00.000Z$/m);
  assert.match(well.stdout, /^ok {4}source +\d+ exports, newest /m);

  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const ill = await runWattlet(['doctor'], {
    ...home,
    PORT: String(listeningPort(taken)),
    SOURCE_URL: join(root, 'nowhere'),
    DATABASE_URL_FLOWS: 'postgres://reader:s3cret@127.0.0.1:9/flows',
  });
  taken.close();
  assert.equal(ill.code, 1);
  const failed = ill.stdout.split('\n').flatMap((line) => /^FAIL +(.*?) {2,}/.exec(line)?.[1] ?? []);
  assert.deepEqual(failed, ['port', 'stream flows', 'source']);
  assert.match(ill.stdout, /^ok {4}stream load/m, 'the others are well');
  assert.doesNotMatch(ill.stdout + ill.stderr, /s3cret/);
});
