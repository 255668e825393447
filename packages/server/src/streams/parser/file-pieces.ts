import { open } from 'node:fs/promises';

const PIECE_BYTES = 256 * 1024;

/**
 * The content of a file in pieces, the next one being read while one is worked on. A piece is overwritten when the one
 * after it has been asked for: two buffers serve a file of any size, and stay in the processor's cache.
 */
export async function* filePieces(path: string): AsyncGenerator<Buffer> {
  await using file = await open(path);
  let [now, next] = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  let reading = file.read(now);
  for (;;) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) return;
    reading = file.read(next);
    // What goes wrong is seen when it is awaited; whoever stops before that need not know.
    reading.catch(() => undefined);
    yield now.subarray(0, bytesRead);
    [now, next] = [next, now];
  }
}
