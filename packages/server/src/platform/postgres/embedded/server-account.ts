import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program to start, as `child_process.spawn` takes it. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** The operating-system account that PostgreSQL runs under where it cannot be our own. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for a server on this data folder: the folder's owner, else the user `postgres`, which is
 * created if missing. Undefined means our own account, which is always so unless we are root, as
 * PostgreSQL refuses to run as root.
 */
export async function findServerAccount(dataFolder: string): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await findAccount('postgres')) ?? (await createAccount('postgres'));
}

async function findAccount(name: string): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createAccount(name: string): Promise<ServerAccount> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', name]);
  } catch (cause) {
    // Another process may have been faster.
    const other = await findAccount(name);
    if (other !== undefined) return other;
    throw new Error(
      `PostgreSQL does not run as root, and the user "${name}" for it could not be created. ` +
        'Create it, run Wattlet as another user, or set DATABASE_URL to a PostgreSQL server of yours.',
      { cause },
    );
  }
  const created = await findAccount(name);
  if (created === undefined) throw new Error(`The user "${name}" was created but cannot be found.`);
  return created;
}

/**
 * The command that runs a program under the account (ours, if undefined).
 *
 * A root user's folders (`/root`, what `mktemp -d` makes) are often closed to all others, also to the
 * account that must reach its data folder inside them. Then the program gets the one capability that
 * lets it pass, by setpriv, and no folder's permissions are changed.
 *
 * @param paths the files and folders that the program must reach.
 */
export async function commandAs(
  account: ServerAccount | undefined,
  program: readonly [file: string, ...args: string[]],
  paths: readonly string[],
): Promise<Command> {
  const [file, ...args] = program;
  if (account === undefined) return { file, args };
  const reachable = await Promise.all([file, ...paths].map((path) => canReach(account, path)));
  if (!reachable.includes(false)) return { file, args, ...account };
  const capability = await narrowestCapability();
  await run('setpriv', ['--version']).catch((cause: unknown) => {
    throw new Error(
      `The user ${account.uid} that PostgreSQL runs under cannot reach ${paths.join(', ')} or ${file}, and there is no ` +
        'setpriv (of util-linux) to let it. Open the folders above to it, choose another home, or set DATABASE_URL.',
      { cause },
    );
  });
  return {
    file: 'setpriv',
    args: [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      `--bounding-set=-all,+${capability}`,
      file,
      ...args,
    ],
  };
}

/** True if the account may enter every folder above the path. Access control lists are not looked at. */
export async function canReach(account: ServerAccount, path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { uid, gid, mode } = await stat(folder);
    const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Passing folders is all that is needed, but many containers have only the wider capability. */
async function narrowestCapability(): Promise<'dac_read_search' | 'dac_override'> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const DAC_READ_SEARCH = 1n << 2n;
  return (effective & DAC_READ_SEARCH) === 0n ? 'dac_override' : 'dac_read_search';
}
