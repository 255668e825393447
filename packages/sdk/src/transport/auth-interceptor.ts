import type { Interceptor } from '@connectrpc/connect';
import { WattletError } from '../errors/wattlet-error.ts';
import type { Timers } from '../live/timers.ts';
import type { TokenSource } from './token-source.ts';

/** What {@link authInterceptor} works with. */
export interface AuthInterceptorOptions {
  readonly tokens: TokenSource;
  readonly timers: Timers;
  /** The token of an open stream is due to be renewed: open the stream again. */
  readonly onStreamDue: () => void;
}

/**
 * Sends the bearer token with every call. A unary call that is refused as unauthenticated is tried once
 * more with a renewed token; a stream is not, its owner opens it again and gets the renewed token then.
 */
export function authInterceptor({ tokens, timers, onStreamDue }: AuthInterceptorOptions): Interceptor {
  const isRefusal = (error: unknown, token: string | undefined): boolean => {
    if (WattletError.from(error).code !== 'unauthenticated') return false;
    tokens.refuse(token);
    return true;
  };
  async function* noting<T>(
    messages: AsyncIterable<T>,
    token: string | undefined,
    stop: () => void,
  ): AsyncGenerator<T> {
    try {
      yield* messages;
    } catch (error) {
      isRefusal(error, token);
      throw error;
    } finally {
      stop();
    }
  }
  const callWhenDue = (signal: AbortSignal): (() => void) => {
    const dueInMs = tokens.renewInMs;
    if (dueInMs === undefined) return () => undefined;
    const stop = timers.after(Math.min(dueInMs, MOST_TIMER_MS), onStreamDue);
    signal.addEventListener('abort', stop, { once: true });
    return stop;
  };

  return (next) => async (request) => {
    const authorize = async (): Promise<string | undefined> => {
      const token = await tokens.get(request.signal);
      if (token) request.header.set('authorization', `Bearer ${token}`);
      else request.header.delete('authorization');
      return token;
    };
    const token = await authorize();
    try {
      const response = await next(request);
      if (!response.stream) return response;
      return { ...response, message: noting(response.message, token, callWhenDue(request.signal)) };
    } catch (error) {
      if (!isRefusal(error, token) || request.stream) throw error;
      await authorize();
      return await next(request);
    }
  };
}

/** Longer timers fire at once. A stream does not live as long anyway. */
const MOST_TIMER_MS = 2 ** 31 - 1;
