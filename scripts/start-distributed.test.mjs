import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { noOwnBroker } from '../packages/server/src/platform/amqp/testing/own-broker.ts';
import { sample } from '../packages/server/src/streams/testing/samples.ts';
import { kafkaMissing } from './lib/kafka-broker.mjs';
import { root } from './lib/repository.mjs';
import { s3Missing } from './lib/s3-server.mjs';
import { SOURCE_FLAGS } from './lib/source-flags.mjs';

const LIMIT_MS = 300_000;

/** Tries again until the check gives something. */
async function eventually(check) {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const result = await Promise.resolve()
      .then(check)
      .catch(() => undefined);
    if (result !== undefined && result !== false) return result;
    if (Date.now() > end) throw new Error(`It did not happen in time: ${check}`);
    await delay(200);
  }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a file goes through every process to the portal, also after one was killed; the end is that of all', {
  timeout: 3 * LIMIT_MS,
}, async (t) => {
  const missing = kafkaMissing() ?? s3Missing() ?? (noOwnBroker() || undefined);
  if (missing !== undefined)
    return t.skip(missing.startsWith('needs') ? missing : `needs Kafka and S3: ${missing}`);
  const home = mkdtempSync(join(tmpdir(), 'wattlet-distributed-'));
  const exports = join(home, 'exports');
  mkdirSync(exports);
  const child = spawn(process.execPath, [...SOURCE_FLAGS, join(root, 'scripts/start-distributed.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      WATTLET_HOME: home,
      PORT: '0',
      SOURCE_URL: exports,
      POLL_SECONDS: '1',
      WATTLET_OPEN_DATA: '1',
      DATABASE_URL: '',
      KAFKA_BROKERS: '',
      AMQP_URL: '',
      BLOB_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  const url = await eventually(() => {
    assert.equal(child.exitCode, null, output);
    return /ready at (\S+)/.exec(output)?.[1];
  });
  const processes = () => JSON.parse(readFileSync(join(home, 'distributed/processes.json'), 'utf8'));
  assert.equal(Object.keys(processes()).length, 11);

  const targets = JSON.parse(readFileSync(join(home, 'distributed/prometheus-targets.json'), 'utf8'));
  assert.deepEqual(targets.map(({ labels }) => labels.service).sort(), Object.keys(processes()).sort());
  for (const {
    targets: [host],
  } of targets) {
    const tell = async () => (await fetch(`http://${host}/metrics`)).text();
    await eventually(async () => /^wattlet_database_up\{schema="load"\} 1$/m.test(await tell()));
  }

  const put = (name) => writeFileSync(join(exports, name), sample(`load/${name}`));
  const shows = (time) => async () => {
    const answer = await fetch(`${url}/v1/series/load.csv?area=GR&from=2022-01-01&to=2022-01-03`);
    return answer.ok && (await answer.text()).includes(time);
  };
  put('2022_01_01_20_ActualTotalLoad6.1.A.csv');
  await eventually(shows('2022-01-01T19:00:00'));
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<!doctype html>/i);

  const { 'importer-load': killed } = processes();
  process.kill(killed, 'SIGKILL');
  put('2022_01_01_21_ActualTotalLoad6.1.A.csv');
  await eventually(shows('2022-01-01T20:00:00'));
  const pids = Object.values(processes());
  assert.equal(pids.length, 11);
  assert.ok(!pids.includes(killed));

  child.kill('SIGTERM');
  const [code] = await ended;
  assert.equal(code, 0, output);
  for (const pid of pids) assert.equal(isAlive(pid), false);
});
