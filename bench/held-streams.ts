import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SOURCE_FLAGS } from '../scripts/lib/source-flags.mjs';

const CHILD = fileURLToPath(new URL('hold-streams-child.ts', import.meta.url));

/** Live streams of another process, whose memory does not count here. */
export class HeldStreams implements AsyncDisposable {
  readonly #child;
  readonly #lines;

  /** Streams of whoever has the token, to the server at the origin. */
  constructor(origin: string, token: string) {
    this.#child = spawn(process.execPath, [...SOURCE_FLAGS, CHILD, origin, token], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  /** Opens a stream for each conversation; resolves when all are open. */
  async open(conversationIds: readonly string[]): Promise<void> {
    this.#child.stdin.write(conversationIds.map((id) => `${id}\n`).join(''));
    for (const _ of conversationIds) {
      if ((await this.#lines.next()).done) throw new Error('the process that holds streams has ended');
    }
  }

  /** Ends the process, and the streams with it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
  }
}
