import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Setting } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import { hasCode } from '../platform/has-code.ts';
import { readSecretFile, readSecretSetting } from '../secret-setting.ts';

const MIN_BYTES = 32;

/** The variables that {@link openMasterSecret} reads. */
export const MASTER_SECRET_SETTINGS: readonly Setting[] = [
  {
    name: 'WATTLET_SECRET',
    fallback: 'made once, in the file secret of WATTLET_HOME',
    meaning: 'what the keys of tokens and cookies are derived from, the same on every node: 32 bytes or more',
    secret: true,
  },
  { name: 'WATTLET_SECRET_FILE', fallback: '', meaning: 'file that holds WATTLET_SECRET' },
];

/** What every key of this server's own comes from. Nodes that share it make the same keys and store none. */
export interface MasterSecret {
  /** A 32-byte key for one purpose, unrelated to those for others: HKDF-SHA-256 (RFC 5869). */
  derive(purpose: string): Buffer;
}

/**
 * Takes the secret from `WATTLET_SECRET` or `WATTLET_SECRET_FILE`, else from the file `secret` of the home folder,
 * which is made if there is none.
 *
 * @throws ConfigError if it is shorter than 32 bytes or in a file that every user can read.
 */
export async function openMasterSecret(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): Promise<MasterSecret> {
  const given = readSecretSetting(env, 'WATTLET_SECRET');
  if (given !== undefined) return masterSecret(given);
  const path = join(home, 'secret');
  if (!existsSync(path)) await makeSecret(home, path);
  return masterSecret(readOwnSecret(path));
}

/**
 * A master secret of given text.
 *
 * @throws ConfigError if it is shorter than 32 bytes.
 */
export function masterSecret(text: string): MasterSecret {
  const bytes = Buffer.from(text);
  if (bytes.length < MIN_BYTES) {
    throw new ConfigError(
      `WATTLET_SECRET has ${bytes.length} bytes, it needs ${MIN_BYTES}: make one with \`openssl rand -hex 32\``,
    );
  }
  return { derive: (purpose) => Buffer.from(hkdfSync('sha256', bytes, '', `wattlet ${purpose}`, 32)) };
}

function readOwnSecret(path: string): string {
  try {
    return readSecretFile(path);
  } catch (cause) {
    throw new ConfigError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function makeSecret(home: string, path: string): Promise<void> {
  await mkdir(home, { recursive: true });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // Whole or not there at all, and of processes that start together the first wins.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
}
