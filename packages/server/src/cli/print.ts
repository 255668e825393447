import { once } from 'node:events';

/** Writes to standard output, at the pace of its reader. False once that wants no more, as after `| head`. */
export async function print(text: string): Promise<boolean> {
  const { stdout } = process;
  // What went wrong with standard output is judged in one place, for everything that is written.
  if (!stdout.write(text) && !stdout.errored) await once(stdout, 'drain').catch(() => undefined);
  return !stdout.errored;
}
