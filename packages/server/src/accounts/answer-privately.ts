import type { HandlerContext } from '@connectrpc/connect';
import { isMissingSchema, isTransient } from '../platform/postgres/transient-error.ts';
import { unavailable } from '../rpc/errors.ts';

/**
 * Runs a handler whose answer is for the caller alone: no cache may keep it. If the platform's database is down, that is
 * `unavailable`: the streams go on.
 */
export async function answerPrivately<T>(context: HandlerContext, work: () => Promise<T>): Promise<T> {
  context.responseHeader.set('cache-control', 'no-store');
  try {
    return await work();
  } catch (error) {
    if (!isTransient(error) && !isMissingSchema(error)) throw error;
    throw unavailable({
      reason: 'ACCOUNTS_UNAVAILABLE',
      message: 'the database of accounts and meters is away at the moment: try again',
      cause: error,
    });
  }
}
