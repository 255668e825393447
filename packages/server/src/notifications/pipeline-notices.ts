import { readAwaited } from '../operations/import-review.ts';
import { checkStream } from '../operations/stream-health.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import type { StreamStorage, Streams } from '../streams/open-streams.ts';
import { streamMessageOf } from '../streams/series-messages.ts';
import type { Notice } from './notice.ts';

/** Most given-up events that are counted. */
const MOST_DEAD_LETTERS = 100;

/** What of the streams waits for those who run the platform. A stream that is down says nothing: its health does. */
export async function pipelineNotices(streams: Streams): Promise<Notice[]> {
  const found = await Promise.all(STREAM_NAMES.map((name) => noticesOf(streams[name])));
  return found.flat();
}

async function noticesOf(storage: StreamStorage): Promise<Notice[]> {
  // Answers within two seconds, whatever becomes of the database.
  if (!(await checkStream(storage)).up) return [];
  const { count, newest } = await readAwaited(storage);
  const parked = await storage.bus.listParked({ limit: MOST_DEAD_LETTERS });
  const times = [newest, parked[0]?.parkedAt].flatMap((time) => (time ? [time.getTime()] : []));
  if (times.length === 0) return [];
  const value = { stream: streamMessageOf(storage.stream), quarantined: count, deadLetters: parked.length };
  return [
    {
      id: `pipeline:${storage.stream}`,
      at: new Date(Math.max(...times)),
      about: { case: 'pipeline', value },
    },
  ];
}
