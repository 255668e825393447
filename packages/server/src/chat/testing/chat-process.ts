import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DescService } from '@bufbuild/protobuf';
import { type Client, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { SOURCE_FLAGS } from '../../../../../scripts/lib/source-flags.mjs';
import type { LiveServiceOptions } from '../../live/live-service.ts';

const PROGRAM = fileURLToPath(new URL('./chat-program.ts', import.meta.url));

/** For tests: a server of chats in a process of its own. */
export interface ChatProcess {
  readonly url: string;
  /** From when it answers. */
  readonly startedAt: Date;
  readonly isKilled: boolean;
  client<Service extends DescService>(service: Service): Client<Service>;
  /** Kills it as kill -9 does; resolves when it is gone. */
  kill(): Promise<void>;
}

/** For tests: where a server keeps its things, and its live times in milliseconds. */
export interface ChatProcessOptions {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly live?: Pick<LiveServiceOptions, 'heartbeatMs' | 'stallMs' | 'joinMs'>;
}

/** For tests: a process that has loaded everything and waits to be told to listen. */
export interface LoadedChatProcess {
  listen(): Promise<ChatProcess>;
  kill(): Promise<void>;
}

/** For tests: starts a process. */
export async function loadChatProcess(options: ChatProcessOptions): Promise<LoadedChatProcess> {
  const { databaseUrl, folder, live = {} } = options;
  const child = spawn(
    process.execPath,
    [...SOURCE_FLAGS, PROGRAM, databaseUrl, folder, JSON.stringify(live)],
    {
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let isKilled = false;
  const kill = async () => {
    isKilled = true;
    child.kill('SIGKILL');
    await ended;
  };
  // It may be killed before it reads.
  child.stdin.on('error', () => undefined);
  const loaded = await lines.next();
  if (loaded.done) throw new Error('the server did not start');
  return {
    kill,
    async listen() {
      child.stdin.write('listen\n');
      const { value: port, done } = await lines.next();
      if (done) throw new Error('the server did not listen');
      const url = `http://127.0.0.1:${port}`;
      const transport = createConnectTransport({ baseUrl: url, httpVersion: '1.1', useBinaryFormat: true });
      return {
        url,
        startedAt: new Date(),
        get isKilled() {
          return isKilled;
        },
        client: (service) => createClient(service, transport),
        kill,
      };
    },
  };
}

/** For tests: starts a server of chats. */
export async function startChatProcess(options: ChatProcessOptions): Promise<ChatProcess> {
  return (await loadChatProcess(options)).listen();
}
