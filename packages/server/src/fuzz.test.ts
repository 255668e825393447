import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { pino } from 'pino';
import { SERVICES } from './access/permissions.ts';
import { HEADERS } from './streams/testing/export-text.ts';
import { sample } from './streams/testing/samples.ts';
import { type AccessServer, type Headers, startAccessServer } from './testing/access-server.ts';
import { arbitraryMessage, type Hints, mutated } from './testing/arbitrary-message.ts';

/** For how long each of the three looks for more, by a seed of its own; without it they do the same few things each time. */
const SECONDS = Number(process.env['WATTLET_FUZZ_SECONDS'] || 0);
const seed = Number(process.env['WATTLET_FUZZ_SEED'] || (SECONDS > 0 ? Date.now() % 2 ** 31 : 1));
const budget =
  SECONDS > 0
    ? { seed, numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1000, endOnFailure: true }
    : { seed, numRuns: 250, endOnFailure: true };

/** The part of the budget that is for one of so many. */
const shareOf = (count: number) =>
  SECONDS > 0
    ? { ...budget, interruptAfterTimeLimit: (SECONDS * 1000) / count }
    : { ...budget, numRuns: Math.ceil(budget.numRuns / count) };

/** What a caller is told who made a mistake, or came at a bad moment. */
const MISTAKES = new Set([
  ...['invalid_argument', 'unauthenticated', 'permission_denied', 'not_found', 'already_exists'],
  ...['failed_precondition', 'resource_exhausted', 'out_of_range', 'aborted', 'unavailable', 'canceled'],
]);
/** A stream goes on until its time is over. */
const MISTAKES_OF_STREAMS = new Set([...MISTAKES, 'deadline_exceeded']);
const METHODS = Object.values(SERVICES).flatMap((service) => service.methods);

let server: AccessServer;
let callers: Headers[] = [];
let hints: Hints;
const lines: { level: number; err?: { stack?: string }; stack?: string; msg?: string }[] = [];
const log = pino(
  { level: 'info' },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  }),
);

before(async () => {
  server = await startAccessServer({}, { log });
  await renewCallers();
});
after(() => server[Symbol.asyncDispose]());

/** Those who call: some of the calls end their sessions, or them. */
async function renewCallers(): Promise<void> {
  const site = await server.site(['https://portal.example']);
  const [customer, agent, administrator, manager] = await Promise.all([
    server.person('customer'),
    server.person('agent'),
    server.person('administrator'),
    server.person('administrator', site.site_id),
  ]);
  const token = await server.accessToken(customer);
  callers = [
    {},
    customer.signedIn,
    agent.signedIn,
    administrator.signedIn,
    manager.signedIn,
    site.key,
    site.secret,
    token.headers,
  ];
  hints = {
    texts: [
      ...[
        'GR',
        'DE',
        'CTY',
        'Europe/Athens',
        'UTC',
        'load',
        'file-ready',
        'a@people.example',
        'correct horse battery',
      ],
      ...[
        'https://portal.example',
        '2022-01-01',
        'evening',
        customer.accountId,
        customer.siteId,
        site.site_id,
      ],
      ...[agent.accountId, '00000000-0000-4000-8000-000000000000', token.id, '10YGR-HTSO-----Y'],
    ],
  };
}

/** What should not be, each kind with its first example: a run shows all that it met. */
class Findings {
  readonly #examples = new Map<string, unknown>();

  add(kind: string, example: unknown): void {
    if (!this.#examples.has(kind)) this.#examples.set(kind, example);
  }

  assertNone(): void {
    assert.deepEqual([...this.#examples], [], `WATTLET_FUZZ_SEED=${seed}`);
  }
}

/** What was logged and must not be: the mistakes of callers are theirs. */
function complaints(): unknown[] {
  return lines
    .splice(0)
    .filter(({ level, err, stack }) => level >= 50 || err?.stack !== undefined || stack !== undefined);
}

/** The error of a streaming answer, which is in its last envelope; undefined without one. */
function streamError(body: Buffer): string | undefined {
  for (let at = 0; at + 5 <= body.length; ) {
    const length = body.readUInt32BE(at + 1);
    if (((body[at] ?? 0) & 2) !== 0) {
      const end: { error?: { code?: string } } = JSON.parse(String(body.subarray(at + 5, at + 5 + length)));
      return end.error?.code;
    }
    at += 5 + length;
  }
  return undefined;
}

async function firstBytes(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of response.body ?? []) parts.push(part);
  } catch {
    // A stream that is open goes on until it is given up.
  }
  return Buffer.concat(parts);
}

interface Export {
  readonly name: string;
  /** The header first. */
  readonly rows: readonly string[];
}

/** An export of each stream, and one of another month in the layout that came in 2025. */
function exportsOfEachKind(): readonly Export[] {
  const [load, ...others] = [
    'load/2022_01_10_01_ActualTotalLoad6.1.A.csv',
    'generation/2022_01_01_21_AggregatedGenerationPerType16.1.BC.csv',
    'flows/2022_01_02_16_PhysicalFlows12.1.G.csv',
  ].map((path) => ({ name: basename(path), rows: sample(path).toString().split('\n').slice(0, 200) }));
  assert.ok(load);
  const renewed = load.rows.slice(1).map((row) => {
    const [at = '', resolution, area, role, name, ...rest] = row.split('\t');
    return [at.replace('2022-01', '2021-12'), resolution, area, name, role, ...rest].join('\t');
  });
  return [
    load,
    ...others,
    { name: '2021_12_ActualTotalLoad_6.1.A_r3.csv', rows: [HEADERS.loadR3, ...renewed] },
  ];
}

describe('Whoever calls with whatever', { timeout: SECONDS * 20_000 + 120_000 }, () => {
  test('every method answers any message with a result or with what is wrong with it', async () => {
    const found = new Findings();
    let runs = 0;
    const answersWhatever = (method: (typeof METHODS)[number]) => {
      const isUnary = method.methodKind === 'unary';
      const message = arbitraryMessage(method.input, hints);
      const input = fc.record({
        caller: fc.nat(),
        // What is no message gets connect's own answer on a stream: see live-route.test.ts.
        body: isUnary ? fc.oneof(message, mutated(message)) : message,
      });
      return fc.asyncProperty(input, async ({ caller, body }) => {
        runs += 1;
        if (runs % 200 === 0) await renewCallers();
        const head = Buffer.alloc(5);
        head.writeUInt32BE(body.length, 1);
        const asked = fetch(`${server.url}/${method.parent.typeName}/${method.name}`, {
          method: 'POST',
          headers: {
            ...callers[caller % callers.length],
            'content-type': isUnary ? 'application/proto' : 'application/connect+proto',
            'connect-protocol-version': '1',
          },
          body: isUnary ? Buffer.from(body) : Buffer.concat([head, body]),
          ...(!isUnary && { signal: AbortSignal.timeout(300) }),
        });
        // A stream that is given up before it began has told nothing.
        const response = await (isUnary ? asked : asked.catch(() => undefined));
        if (!response) return;
        const answer = await firstBytes(response);
        const code = isUnary
          ? response.status === 200
            ? undefined
            : (JSON.parse(String(answer)) as { code: string }).code
          : streamError(answer);
        const about = `${method.parent.name}.${method.name}: ${response.status} ${code}`;
        const mistakes = isUnary ? MISTAKES : MISTAKES_OF_STREAMS;
        if (code !== undefined && !mistakes.has(code)) found.add(about, { answer: String(answer), body });
        for (const line of complaints()) found.add(`${about}, logged`, { line, body });
      });
    };
    for (const method of METHODS) await fc.assert(answersWhatever(method), shareOf(METHODS.length));
    found.assertNone();
    assert.ok(runs >= METHODS.length, `only ${runs} runs`);
    assert.equal((await fetch(`${server.url}/livez`)).status, 200);
  });

  test('every address of a series answers any query with data or with what is wrong with it', async () => {
    const names = [
      'area',
      'area_type',
      'from',
      'to',
      'from_area',
      'to_area',
      'type',
      'production_type',
      'step',
      'as_of',
      'tz',
      'x',
    ];
    const values = fc.oneof(
      fc.constantFrom(
        'GR',
        'CTY',
        'BZN',
        '2022-01-01',
        '2022-01-02',
        '2022-01-01T12:00:00Z',
        '2022-02-30',
        '9999-12-31',
        '-1',
      ),
      fc.constantFrom(
        '1h',
        '15m',
        'hour',
        'day',
        'Europe/Athens',
        'Solar',
        '10YGR-HTSO-----Y',
        '',
        '\0',
        '%',
      ),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    );
    const query = fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 8 });
    const address = fc.record({
      stream: fc.constantFrom('load', 'generation', 'flows', 'nothing'),
      kind: fc.constantFrom('csv', 'json', 'xml'),
      query,
      more: fc.oneof(
        { weight: 9, arbitrary: fc.constant('') },
        fc.constantFrom('%', '&&=', '&from', '&a=%ff', '#'),
      ),
      caller: fc.nat(),
    });
    await renewCallers();
    await fc.assert(
      fc.asyncProperty(address, async ({ stream, kind, query: pairs, more, caller }) => {
        const url = `${server.url}/v1/series/${stream}.${kind}?${new URLSearchParams(pairs)}${more}`;
        const response = await fetch(url, { headers: { ...callers[caller % callers.length] } });
        const text = await response.text();
        assert.ok(response.status < 500 || response.status === 503, `${url}: ${response.status} ${text}`);
        assert.deepEqual(complaints(), [], url);
      }),
      budget,
    );
  });

  test('a file with anything in it is applied, set aside or rejected, and the server goes on', async () => {
    const content = (rows: readonly string[]) =>
      fc
        .subarray(rows.slice(1, 200), { maxLength: 60 })
        .map((some) => Buffer.from([rows[0], ...some, ''].join('\n')));
    const file = fc.constantFrom(...exportsOfEachKind()).chain(({ name, rows }) =>
      fc.record({
        name: fc.constant(name),
        force: fc.boolean(),
        content: fc.oneof(content(rows), mutated(content(rows)), fc.uint8Array({ maxLength: 200 })),
      }),
    );
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(file, async (made) => {
        const { name, force } = made;
        const { status } = await server.home.importFile(name, Buffer.from(made.content), { force });
        assert.match(status, /^(applied|unchanged|stale|quarantined|rejected)$/);
        met.add(`${name} ${status}`);
      }),
      SECONDS > 0 ? budget : { ...budget, numRuns: 120 },
    );
    assert.deepEqual(complaints(), []);
    for (const { name } of exportsOfEachKind()) assert.ok(met.has(`${name} applied`), `${[...met]}`);
    assert.equal((await fetch(`${server.url}/livez`)).status, 200);
  });
});
