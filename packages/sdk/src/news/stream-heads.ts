import type { Cursor } from '../series/cursor.ts';
import type { StreamName } from '../series/series-key.ts';
import type { NewsPage } from './news-item.ts';

/** How far the streams are, as far as is known, and who waits for them to move. */
export class StreamHeads {
  readonly #heads = new Map<StreamName, Cursor>();
  #moved = Promise.withResolvers<void>();

  move(stream: StreamName, cursor: Cursor): void {
    this.#heads.set(stream, cursor);
    this.#moved.resolve();
    this.#moved = Promise.withResolvers<void>();
  }

  /** Resolves when a stream is further than a page of news knew, or the signal aborts. */
  async beyond(page: NewsPage, signal: AbortSignal): Promise<void> {
    const aborted = Promise.withResolvers<void>();
    const end = () => aborted.resolve();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    while (!signal.aborted && !this.#isBeyond(page)) {
      await Promise.race([this.#moved.promise, aborted.promise]);
    }
    signal.removeEventListener('abort', end);
  }

  #isBeyond({ streams }: NewsPage): boolean {
    return streams.some(({ stream, cursor }) => {
      const head = this.#heads.get(stream);
      if (!head) return false;
      return !cursor || head.epoch !== cursor.epoch || head.revision > cursor.revision;
    });
  }
}
