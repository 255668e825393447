import { isMissingSchema, isTransient } from '../../platform/postgres/transient-error.ts';
import { unavailable } from '../../rpc/errors.ts';
import type { StreamName } from '../definitions.ts';

/**
 * Runs work on one stream's storage. If its database or schema is down, that is `unavailable` by the stream's name: the
 * others go on.
 */
export async function inStream<T>(stream: StreamName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isTransient(error) && !isMissingSchema(error)) throw error;
    throw unavailable({
      reason: 'STREAM_UNAVAILABLE',
      message: `the ${stream} stream is not available at the moment; the other streams are not affected`,
      metadata: { stream },
      cause: error,
    });
  }
}
