import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const HOUR_MS = 3_600_000;
const CLOCK = new URL('shifted-clock.mjs', import.meta.url).href;
const SAYS = `setInterval(() => console.log(JSON.stringify([
  Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date, performance.now()])), 20)`;

test('the clock of a process jumps when the file says so, and timers go on', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlet-clock-'));
  const file = join(folder, 'clock');
  const child = spawn(process.execPath, [`--import=${CLOCK}`, '-e', SAYS], {
    env: { ...process.env, WATTLET_PROOF_CLOCK: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });
  const hours = [];
  for await (const line of createInterface(child.stdout)) {
    const [now, date, fixed, isDate, elapsed] = JSON.parse(line);
    assert.equal(fixed, 5);
    assert.equal(isDate, true);
    assert.ok(elapsed < HOUR_MS / 2);
    const off = hoursFromNow(now);
    assert.equal(hoursFromNow(date), off);
    if (hours.at(-1) === off) continue;
    hours.push(off);
    if (hours.length === 1) writeFileSync(file, String(HOUR_MS));
    else if (hours.length === 2) writeFileSync(file, String(-HOUR_MS));
    else break;
  }
  assert.deepEqual(hours, [0, 1, -1]);
});

/** In whole hours; never -0. */
const hoursFromNow = (time) => Math.round((time - Date.now()) / HOUR_MS) + 0;
