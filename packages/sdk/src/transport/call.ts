import type { CallOptions } from '@connectrpc/connect';
import { WattletError } from '../errors/wattlet-error.ts';
import { linkSignals } from './link-signals.ts';

/** Something that can be given up. */
export interface Cancellable {
  /** Gives the call up when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes one call that ends with either signal.
 *
 * @param closing aborts when the client is closed
 * @throws WattletError, and nothing else.
 */
export async function call<T>(
  closing: AbortSignal,
  signal: AbortSignal | undefined,
  run: (options: CallOptions) => Promise<T>,
): Promise<T> {
  const linked = linkSignals(signal, closing);
  try {
    return await run({ signal: linked.signal });
  } catch (error) {
    throw WattletError.from(error);
  } finally {
    linked.unlink();
  }
}
