import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { eventually } from '../testing/eventually.ts';
import { silentLog } from '../testing/silent-log.ts';
import { postmasterFilePath, readPostmasterFile } from './embedded/postmaster-file.ts';
import { canReach } from './embedded/server-account.ts';
import { findServerBinaries } from './embedded/server-binaries.ts';
import { openEmbeddedCluster } from './embedded-cluster.ts';

const PROGRAM = fileURLToPath(new URL('./embedded/open-cluster.testing.ts', import.meta.url));
const root = await mkdtemp(join(tmpdir(), 'wattlet cluster '));
after(() => rm(root, { recursive: true, force: true }));

const dataOf = (home: string) => join(home, 'postgres');

async function openInProcess(home: string) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [PROGRAM, home]);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  for await (const url of createInterface(child.stdout)) {
    return {
      url,
      async close() {
        child.stdin.write('close\n');
        const [code] = await once(child, 'exit');
        assert.equal(code, 0, errors);
      },
      async kill() {
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }
  throw new Error(errors);
}

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('processes share the server of a home, and the last to close it stops it', async () => {
  // Longer than a socket path may be, and with a space.
  const home = join(root, 'shared', 'x'.repeat(120));
  const [first, second] = await Promise.all([openInProcess(home), openInProcess(home)]);
  assert.equal(first.url, second.url);
  assert.equal(await query(first.url, 'select current_database()'), 'wattlet');
  assert.equal(await query(first.url, 'show fsync'), 'on');
  await first.close();
  assert.equal(await query(second.url, 'select 1'), 1);
  await second.close();
  assert.equal(await readPostmasterFile(dataOf(home)), undefined);
  await assert.rejects(query(second.url, 'select 1'), { code: 'ECONNREFUSED' });
});

test('a server that was stopped comes back where it was, if that is asked for', async () => {
  const home = join(root, 'stopped');
  const first = await openEmbeddedCluster({ home, log: silentLog });
  await first.close();
  const preferredPort = Number(new URL(first.url).port);
  const second = await openEmbeddedCluster({ home, preferredPort, log: silentLog });
  await second.close();
  assert.equal(second.url, first.url);
});

test('the password is asked for, and its file is for the owner alone', async () => {
  const home = join(root, 'password');
  const cluster = await openEmbeddedCluster({ home, log: silentLog });
  try {
    const wrong = new URL(cluster.url);
    wrong.password = 'wrong';
    await assert.rejects(query(wrong.href, 'select 1'), { code: '28P01' });
    assert.equal((await stat(join(home, 'postgres.password'))).mode & 0o777, 0o600);
  } finally {
    await cluster.close();
  }
});

test('a killed process leaves the server running, and the next one adopts it', async () => {
  const home = join(root, 'killed');
  const first = await openInProcess(home);
  await query(first.url, 'create table kept (id integer)');
  const before = await readPostmasterFile(dataOf(home));
  await first.kill();
  const second = await openInProcess(home);
  assert.equal(second.url, first.url);
  assert.equal((await readPostmasterFile(dataOf(home)))?.pid, before?.pid);
  assert.equal(await query(second.url, 'select count(*)::integer from kept'), 0);
  await second.close();
  assert.equal(await readPostmasterFile(dataOf(home)), undefined);
});

test('after a crash of the machine the server recovers, though another process has the number of the old one', async () => {
  const home = join(root, 'crashed');
  const first = await openInProcess(home);
  await query(first.url, 'create table kept (id integer)');
  const file = await readPostmasterFile(dataOf(home));
  assert.ok(file !== undefined);
  await first.kill();
  process.kill(file.pid, 'SIGKILL');
  const path = postmasterFilePath(dataOf(home));
  const content = await readFile(path, 'utf8');
  await writeFile(path, content.replace(/^\d+/, String(process.pid)));
  const cluster = await openEmbeddedCluster({ home, log: silentLog });
  try {
    assert.equal(await query(cluster.url, 'select count(*)::integer from kept'), 0);
  } finally {
    await cluster.close();
  }
});

test('a server that dies in use comes back at the same address', async () => {
  const home = join(root, 'revived');
  const cluster = await openEmbeddedCluster({ home, log: silentLog });
  try {
    const file = await readPostmasterFile(dataOf(home));
    assert.ok(file !== undefined);
    process.kill(file.pid, 'SIGKILL');
    const revived = await eventually(async () => {
      const now = await readPostmasterFile(dataOf(home));
      return now?.pid !== file.pid && now?.status === 'ready' ? now : undefined;
    });
    assert.equal(revived.port, file.port);
    assert.equal(await query(cluster.url, 'select 1'), 1);
  } finally {
    await cluster.close();
  }
});

test('two homes have servers of their own', async () => {
  const [one, two] = await Promise.all([openInProcess(join(root, 'one')), openInProcess(join(root, 'two'))]);
  assert.notEqual(one.url, two.url);
  await query(one.url, 'create table only_here (id integer)');
  await one.close();
  assert.equal(await query(two.url, `select to_regclass('only_here')`), null);
  await two.close();
});

test('giving up while it opens leaves no server behind', async () => {
  const home = join(root, 'given up');
  const signal = AbortSignal.abort(new Error('given up'));
  await assert.rejects(openEmbeddedCluster({ home, log: silentLog, signal }), /given up/);
  assert.equal(await readPostmasterFile(dataOf(home)), undefined);
});

test('a platform without a server is told to use DATABASE_URL', async () => {
  await assert.rejects(findServerBinaries('plan9', 'mips'), /plan9-mips .*Set DATABASE_URL/);
});

test("a root user's closed folder is known to be out of reach for another account", async () => {
  const closed = await mkdtemp(join(tmpdir(), 'wattlet-closed-'));
  try {
    const { uid, gid } = await stat(closed);
    assert.equal(await canReach({ uid: uid + 1, gid: gid + 1 }, join(closed, 'data')), false);
    assert.equal(await canReach({ uid: uid + 1, gid: gid + 1 }, closed), true);
  } finally {
    await rm(closed, { recursive: true });
  }
});
