import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { whenOrphaned } from './when-orphaned.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end, passing on the signals this process gets. Where npm has started
 * this process and is gone, the program is told to end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] stdio is inherited unless it says otherwise
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it, as a shell does
 */
export function runChild(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forward = (signal) => {
      // Ctrl-C in a terminal reaches the whole group: a second SIGINT would read as "stop at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const stopLooking = whenOrphaned(() => child.kill('SIGTERM'));
    const settle = (act) => {
      stopLooking();
      for (const signal of FORWARDED) process.off(signal, forward);
      act();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code, signal) => settle(() => resolve(code ?? 128 + constants.signals[signal])));
  });
}
