import { ConnectError } from '@connectrpc/connect';
import { UsageError } from './usage-error.ts';

/** Runs work of the server for a command: what it would tell a caller is told to whoever typed. */
export async function expectedFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ConnectError ? new UsageError(error.rawMessage) : error;
  }
}
