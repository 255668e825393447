import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChild } from './run-child.mjs';

const node = (script) => runChild(process.execPath, ['-e', script], { stdio: 'ignore' });

test("the program's exit code is kept", async () => {
  assert.equal(await node('process.exit(0)'), 0);
  assert.equal(await node('process.exit(7)'), 7);
});

test('a program ended by a signal counts as 128 and the number of the signal', async () => {
  assert.equal(await node('process.kill(process.pid, "SIGKILL")'), 137);
});

test('a signal is passed on to the program', async () => {
  // The child asks its parent to be terminated; what comes back ends it with its own code.
  const script =
    'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1000); process.kill(process.ppid, "SIGTERM")';
  assert.equal(await node(script), 3);
});

test('a program that is not there is an error', async () => {
  await assert.rejects(runChild('/nowhere/program', []), /ENOENT/);
});
