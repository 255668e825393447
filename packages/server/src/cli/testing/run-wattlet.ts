import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { SOURCE_FLAGS } from '../../../../../scripts/lib/source-flags.mjs';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** For tests: how a command ended, and what it wrote. */
export interface CommandEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests: a command that runs. */
export interface RunningCommand {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<CommandEnd>;
}

/** For tests: starts the `wattlet` command in a process of its own, with these settings and none of ours. */
export function startWattlet(args: readonly string[], env: Record<string, string>): RunningCommand {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [...SOURCE_FLAGS, MAIN, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = async (): Promise<CommandEnd> => {
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { code, stdout, stderr };
  };
  return { child, ended: end() };
}

/** For tests: runs the `wattlet` command to its end. */
export const runWattlet = (args: readonly string[], env: Record<string, string>): Promise<CommandEnd> =>
  startWattlet(args, env).ended;

/** For tests: a server that runs. */
export interface ServingCommand extends AsyncDisposable {
  /** As it says itself. */
  readonly url: string;
  /** Presses Ctrl-C. */
  stop(): Promise<CommandEnd>;
}

/** For tests: starts `wattlet serve` and waits until it says that it is ready. */
export async function serveWattlet(env: Record<string, string>): Promise<ServingCommand> {
  const { child, ended } = startWattlet(['serve'], {
    PORT: '0',
    LOG_LEVEL: 'warn',
    WATTLET_OPEN_DATA: '1',
    ...env,
  });
  const ready = Promise.withResolvers<string>();
  let printed = '';
  child.stdout.on('data', (part) => {
    printed += part;
    const url = /^Wattlet is ready at (http:\S+)\n/m.exec(printed)?.[1];
    if (url !== undefined) ready.resolve(url);
  });
  ended.then(
    ({ code, stderr }) => ready.reject(new Error(`serve ended with ${code}: ${stderr}`)),
    ready.reject,
  );
  const stop = (): Promise<CommandEnd> => {
    child.kill('SIGINT');
    return ended;
  };
  return {
    url: await ready.promise,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}
