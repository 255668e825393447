import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type FeedOptions, startFeed } from './feed.ts';

/** Lets a test say when an hour has passed. */
function handClock() {
  let pass = Promise.withResolvers<void>();
  return {
    passHour: () => pass.resolve(),
    async wait(_ms: number, signal: AbortSignal) {
      const aborted = once(signal, 'abort');
      await Promise.race([pass.promise, aborted]);
      pass = Promise.withResolvers();
    },
  };
}

/** A log to wait on. */
function heardLog() {
  const heard = new EventTarget();
  const messages: string[] = [];
  return {
    log(message: string) {
      messages.push(message);
      heard.dispatchEvent(new Event('message'));
    },
    async hears(part: string) {
      while (!messages.some((message) => message.includes(part))) await once(heard, 'message');
    },
  };
}

async function setUp(t: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'wattlet-feed-'));
  t.after(() => rm(home, { recursive: true }));
  const start = async (options: Partial<FeedOptions> = {}) => {
    const feed = await startFeed({ home, signal: new AbortController().signal, ...handClock(), ...options });
    t.after(() => feed.close());
    return feed;
  };
  return { home, start };
}

/** What the server says to these commands, one reply each. */
async function talk(url: string, commands: readonly string[]): Promise<string[]> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8');
  const replies = [String(await once(socket, 'data'))];
  for (const command of commands) {
    socket.write(`${command}\r\n`);
    replies.push(String(await once(socket, 'data')));
  }
  socket.destroy();
  return replies.map((reply) => reply.slice(0, 3));
}

test('the feed serves the first hour over FTP to who has its password, and nobody may write', async (t) => {
  const { start } = await setUp(t);
  const { url, password } = await start();
  const { username } = new URL(url);
  const name = '2022_01_01_08_ActualTotalLoad6.1.A.csv';
  const signIn = [`USER ${username}`, `PASS ${password}`];
  assert.deepEqual(await talk(url, [...signIn, `SIZE ${name}`, `DELE ${name}`]), [
    '220',
    '331',
    '230',
    '213',
    '502',
  ]);
  assert.deepEqual(await talk(url, [`USER ${username}`, 'PASS guess']), ['220', '331', '530']);
});

test('when the step has passed the next hour of every stream is there', async (t) => {
  const { home, start } = await setUp(t);
  const clock = handClock();
  const { log, hears } = heardLog();
  await start({ wait: clock.wait, log });
  clock.passHour();
  await hears('2022-01-01 09:00 UTC');
  const names = await readdir(join(home, 'demo-feed', 'exports'));
  assert.equal(names.filter((name) => name.startsWith('2022_01_01_09_')).length, 3);
});

test('another start of the feed continues where it was', async (t) => {
  const { start } = await setUp(t);
  const clock = handClock();
  const first = heardLog();
  const feed = await start({ wait: clock.wait, log: first.log });
  clock.passHour();
  await first.hears('2022-01-01 09:00 UTC');
  await feed.close();

  const second = heardLog();
  const { isPlayed } = await start({ log: second.log });
  assert.equal(isPlayed, false);
  await second.hears('up to 2022-01-01 09:00 UTC');
});

test('an abort ends the feed although a client is connected, and close resolves', async (t) => {
  const { start } = await setUp(t);
  const controller = new AbortController();
  const feed = await start({ signal: controller.signal });
  const client = connect(Number(new URL(feed.url).port), '127.0.0.1');
  await once(client, 'data');
  const cut = once(client, 'close');
  controller.abort();
  await Promise.all([cut, feed.close()]);
  const refused = connect(Number(new URL(feed.url).port), '127.0.0.1');
  const [error] = await once(refused, 'error');
  assert.equal(error.code, 'ECONNREFUSED');
});

test('the feed leaves Ctrl-C to the program that runs it', async (t) => {
  const before = process.listenerCount('SIGINT');
  const { start } = await setUp(t);
  await start();
  assert.equal(process.listenerCount('SIGINT'), before);
});

test('an hour that cannot be written is said and tried again', async (t) => {
  const { home, start } = await setUp(t);
  const clock = handClock();
  const { log, hears } = heardLog();
  await start({ wait: clock.wait, log });
  const folder = join(home, 'demo-feed', 'exports');
  await rm(folder, { recursive: true });
  await writeFile(folder, 'in the way');
  clock.passHour();
  await hears('could not publish the hour after 2022-01-01 08:00 UTC');
  await rm(folder);
  await mkdir(folder);
  clock.passHour();
  await hears('published the exports of 2022-01-01 09:00 UTC');
});
