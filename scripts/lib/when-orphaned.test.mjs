import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

const MODULE = new URL('run-child.mjs', import.meta.url).href;
const PROGRAM = `process.on('SIGTERM', () => { console.log('told to end'); process.exit(); });
  console.log('running'); setInterval(() => {}, 1000);`;
const SCRIPT = `import { runChild } from ${JSON.stringify(MODULE)};
  await runChild(process.execPath, ['-e', ${JSON.stringify(PROGRAM)}]);`;

test('ending npm ends what it has started, though the shell between them passes no signal on', async () => {
  const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$SCRIPT"; true'], {
    env: { ...process.env, NODE: process.execPath, SCRIPT, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  shell.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  await once(shell.stdout, 'data');
  shell.kill('SIGTERM');
  await once(shell.stdout, 'end');
  assert.equal(output, 'running\ntold to end\n');
});
