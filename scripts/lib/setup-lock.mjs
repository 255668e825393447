import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cache } from './repository.mjs';

/**
 * Does the work while no other command prepares the same checkout: `npm start` in one
 * terminal and `npm test` in another must not install over each other. A lock left by a
 * process that is gone is taken over.
 */
export async function withSetupLock(work, file = join(cache, 'setup.lock')) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !tryLock(file); told = true) {
    if (!told) process.stderr.write(`Waiting for another command that is setting up (it holds ${file})\n`);
    await delay(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Links a file that already says whose it is, so that no one ever sees a lock without its holder. */
function tryLock(file) {
  if (!isHeld(file)) rmSync(file, { force: true });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine);
  }
}

function isHeld(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    // No such file, or no such process; a process of someone else's answers EPERM.
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return false;
    if (error.code === 'EPERM') return true;
    throw error;
  }
}
