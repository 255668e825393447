import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cache, root } from './repository.mjs';
import { runChild } from './run-child.mjs';
import { SetupError } from './setup-error.mjs';

/** Seconds since `started` (performance.now()), as they are shown: `0.4 s`, `12.3 s`. */
export function elapsed(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * Does one piece of preparation and says so in one line with its time. The line goes to
 * stderr, because stdout belongs to the command that is being prepared.
 */
export async function step(title, work) {
  const started = performance.now();
  process.stderr.write(`${title} … `);
  try {
    const result = await work();
    process.stderr.write(`${elapsed(started)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`failed after ${elapsed(started)}\n`);
    throw error;
  }
}

/**
 * Runs a program with its output in `.cache/log/<log>.log`.
 *
 * @throws {SetupError} with the end of that output, where the program cannot start or fails
 */
export async function runLogged(log, [command, ...args], options = {}) {
  const file = join(cache, 'log', `${log}.log`);
  mkdirSync(join(cache, 'log'), { recursive: true });
  const output = openSync(file, 'w');
  let outcome;
  try {
    const code = await runChild(command, args, { ...options, stdio: ['ignore', output, output] });
    if (code === 0) return;
    outcome = `ended with code ${code}`;
  } catch (error) {
    outcome = `did not start: ${error.message}`;
  } finally {
    closeSync(output);
  }
  const shown = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
  throw new SetupError(
    `${shown}\n\n${[command, ...args].join(' ')}\n${outcome}. Everything it said: ${relative(root, file)}`,
  );
}
