import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MeterKind, MeterService } from '../../../packages/server/src/gen/wattlet/v1/meter_pb.js';
import { sample } from '../../../packages/server/src/streams/testing/samples.ts';
import { type AccessServer, startAccessServer } from '../../../packages/server/src/testing/access-server.ts';
import { SOURCE_FLAGS } from '../../../scripts/lib/source-flags.mjs';

const GENERATION = '2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv';
const NEXT_LOAD = '2022_01_01_21_ActualTotalLoad6.1.A.csv';

let server: AccessServer;
before(async () => {
  server = await startAccessServer({ WATTLET_OPEN_DATA: '1' });
  await server.home.importFile(GENERATION, sample(`generation/${GENERATION}`));
});
after(() => server[Symbol.asyncDispose]());

/** Starts a script of this folder against the server. */
function start(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const path = fileURLToPath(new URL(`${script}.ts`, import.meta.url));
  return spawn(process.execPath, [...SOURCE_FLAGS, path, ...args], {
    env: { ...process.env, WATTLET_URL: server.url, ...env },
  });
}

/** Runs a script to its end, with this on standard input. */
async function run(
  script: string,
  args: readonly string[],
  given: { env?: Record<string, string>; input?: string } = {},
) {
  const child = start(script, args, given.env);
  child.stdin.end(given.input ?? '');
  const [out, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { out, complaints, code };
}

test('a month comes as CSV: a row for every hour, the published values, and nothing where nothing is known', async () => {
  const { out, complaints, code } = await run('download-month', ['GR', '2022-01']);
  assert.deepEqual([complaints, code], ['', 0]);
  const [head = '', ...rows] = out.trimEnd().split('\n');
  assert.equal(rows.length, 31 * 24);
  const column = head.split(',').indexOf('"Solar (output)"');
  assert.ok(column > 0, head);
  const query = 'area=GR&from=2022-01-01T10:00:00Z&to=2022-01-01T11:00:00Z';
  const published = await (await fetch(`${server.url}/v1/series/generation.csv?${query}`)).text();
  const cell = rows[10]?.split(',')[column] ?? '';
  assert.ok(Number(cell) > 0 && published.split(/[,\n]/).includes(cell), `${cell} in ${published}`);
  assert.equal(rows.at(-1), `2022-01-31T23:00:00.000Z${','.repeat(head.split(',').length - 1)}`);
});

test('an area that is not there is said in a line, and the script fails', async () => {
  const { out, complaints, code } = await run('download-month', ['XX']);
  assert.deepEqual([out, code], ['', 1]);
  assert.match(complaints, /^not_found: /);
});

test('what a script is given and cannot use is said in a line, and nothing is sent', async () => {
  for (const [script, args, input, complaint] of [
    ['download-month', ['GR', 'May'], '', 'May is not a month: give it as 2022-01'],
    ['download-month', ['GR', '2022-13'], '', '2022-13 is not a month: give it as 2022-01'],
    ['send-readings', [], '', 'Which meter? Give its id.'],
    [
      'send-readings',
      ['a-meter'],
      '2026-03-03T14:15Z\n',
      /^2026-03-03T14:15Z: not a time and kilowatt-hours/,
    ],
    ['send-readings', ['a-meter'], '2026-03-03T14:15Z,much\n', /^2026-03-03T14:15Z,much: not a time and/],
    ['watch-live', ['XX'], '', /^not_found: /],
  ] as const) {
    const { out, complaints, code } = await run(script, args, { input });
    assert.deepEqual([out, code], ['', 1], script);
    assert.doesNotMatch(complaints, /\n +at /);
    if (typeof complaint === 'string') assert.equal(complaints, `${complaint}\n`);
    else assert.match(complaints, complaint);
  }
});

test('a Node that is too old for the scripts is told so in a line', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  for (const script of Object.values<string>(scripts)) {
    const [, ...args] = script.split(' ');
    // As Node was before 22.18.
    const child = spawn(process.execPath, ['--no-experimental-strip-types', ...args], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    });
    const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    assert.match(complaints, /^Node 22\.18 or newer is needed, [^\n]+\n$/);
    assert.equal(code, 1);
  }
});

test('the load is printed as it is, then as it changes, until Ctrl-C', async (t) => {
  const child = start('watch-live', ['GR']);
  t.after(() => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  assert.match(await next(), /^snapshot: GR CTY, 2022-01-01T(19|20):00:00\.000Z: \d+ MW$/);
  await server.home.importFile(NEXT_LOAD, sample(`load/${NEXT_LOAD}`));
  assert.match(await next(), /^patch: GR CTY, 2022-01-01T(20|21):00:00\.000Z: \d+ MW$/);
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  assert.deepEqual(await exit, [0, null]);
});

test('readings are sent once: the same lines again change nothing, and what is refused is said', async () => {
  const administrator = await server.person('administrator');
  const { headers } = await server.accessToken(administrator);
  const { meter } = await server.client(MeterService, administrator.signedIn).createMeter({
    ...{ name: 'Heat pump', serial: 'HP-1', timeZone: 'Europe/Athens' },
    ...{ kind: MeterKind.INTERVAL, intervalMinutes: 15 },
  });
  const env = { WATTLET_TOKEN: (headers['authorization'] ?? '').replace('Bearer ', '') };
  const input = '2026-03-03T14:15Z,0.31\n\n2026-03-03T14:30Z,0.29\n';
  const send = (lines: string) => run('send-readings', [meter?.meterId ?? ''], { env, input: lines });
  assert.deepEqual(await send(input), { out: '2 stored\n', complaints: '', code: 0 });
  assert.deepEqual(await send(input), { out: '2 duplicate\n', complaints: '', code: 0 });
  const refused = await send('2026-03-03T14:45Z,-1\n');
  assert.match(refused.out + refused.complaints, /rejected|invalid_argument/);
  const stranger = await run('send-readings', [meter?.meterId ?? ''], { input });
  assert.equal(stranger.code, 1);
  assert.match(stranger.complaints, /^unauthenticated: /);
});
