import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { UsageError } from './usage-error.ts';

/** Longest line that is read; a password is at most 256 characters. */
const MOST_CHARACTERS = 4096;

/** Where a password may come from. Never from arguments: those are seen by every user of the machine. */
export interface PasswordInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Where people are asked. */
  readonly prompt: (text: string) => void;
}

/**
 * Takes a new password from `WATTLET_PASSWORD`, else asks for it twice where a person sits, without showing it, else
 * reads the first line of the input.
 *
 * @throws UsageError if there is none, or the two differ.
 */
export async function readPassword({ env, input, prompt }: PasswordInput): Promise<string> {
  const given = env['WATTLET_PASSWORD'];
  if (given) return given;
  const isAsked = input.isTTY === true;
  // Readline echoes what is typed to its output: to this one, which shows nothing.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output, terminal: isAsked });
  const typed = lines[Symbol.asyncIterator]();
  const ask = async (text: string): Promise<string> => {
    if (isAsked) prompt(text);
    const { value = '' } = await typed.next();
    if (isAsked) prompt('\n');
    return value;
  };
  try {
    const password = await ask('Password: ');
    if (password === '')
      throw new UsageError('a password is needed: type it, pipe it in, or set WATTLET_PASSWORD');
    if (password.length > MOST_CHARACTERS) throw new UsageError('the password is far too long');
    if (isAsked && (await ask('Again: ')) !== password) throw new UsageError('the two passwords differ');
    return password;
  } finally {
    lines.close();
  }
}
