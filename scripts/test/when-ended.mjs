const KEPT_OUTPUT = 64 * 1024;
const PATIENCE_MS = 3_000;

/**
 * Waits for a child process whose output is piped.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ problem: string | undefined, output: string }>} how it went wrong ("ended with
 *   code 1"), if it did, and the end of what it printed
 */
export function whenEnded(child) {
  return new Promise((resolve) => {
    const streams = [child.stdout, child.stderr];
    let output = '';
    for (const stream of streams) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-KEPT_OUTPUT);
      });
    }
    let problem;
    child.once('error', (error) => {
      problem = error.message;
    });
    child.once('exit', (code, signal) => {
      if (code !== 0) problem ??= signal ? `was ended by ${signal}` : `ended with code ${code}`;
      // A process that it has left behind may hold its pipes; it must not hold the run.
      setTimeout(() => {
        for (const stream of streams) stream.destroy();
      }, PATIENCE_MS).unref();
    });
    child.once('close', () => resolve({ problem, output: output.trim() }));
  });
}

/** Ends the child when the signal aborts: asks first, and insists a little later. */
export function endOnAbort(child, signal) {
  const end = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  signal.addEventListener('abort', end, { once: true });
  child.once('exit', () => signal.removeEventListener('abort', end));
}
