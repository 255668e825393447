import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

/**
 * Reads a secret from the variable, or from the file that the variable with `_FILE` names, without the white space
 * around it. Undefined where neither is set.
 *
 * @throws ConfigError naming the variable, if both are set, or the file cannot be read or is empty or can be read by everybody.
 */
export function readSecretSetting(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): string | undefined {
  const value = env[name]?.trim() || undefined;
  const path = env[`${name}_FILE`] || undefined;
  if (path === undefined) return value;
  if (value !== undefined) throw new ConfigError(`${name} and ${name}_FILE are both set: keep one`);
  try {
    return readSecretFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`${name}_FILE: ${reason}`, { cause });
  }
}

/**
 * Reads a file that holds one secret, without the white space around it.
 *
 * @throws if it is empty, or if other users of the machine may read it (not known on Windows).
 */
export function readSecretFile(path: string): string {
  const mode = statSync(path).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o007) !== 0) {
    throw new Error(`${path} can be read by every user (mode ${mode.toString(8)}): chmod 600 it`);
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret === '') throw new Error(`${path} is empty`);
  return secret;
}
