import type { Interceptor } from '@connectrpc/connect';
import { WattletError } from '../errors/wattlet-error.ts';

/** What the SDK tells a {@link GetToken}. */
export interface TokenRequest {
  /** The server refused the last token: do not answer with it from a cache. */
  readonly renew: boolean;
  /** Aborted when the call that needs the token is given up. */
  readonly signal: AbortSignal;
}

/** Gives the bearer token for the next call; nothing means an anonymous call. */
export type GetToken = (request: TokenRequest) => string | undefined | Promise<string | undefined>;

/**
 * Sends the bearer token with every call. A unary call that is refused as unauthenticated is tried once
 * more with a renewed token; a stream is not, its owner opens it again and gets the renewed token then.
 */
export function authInterceptor(getToken: GetToken): Interceptor {
  let refused = false;
  const noteRefusal = (error: unknown): boolean => {
    refused = WattletError.from(error).code === 'unauthenticated';
    return refused;
  };
  async function* noting<T>(messages: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* messages;
    } catch (error) {
      noteRefusal(error);
      throw error;
    }
  }
  return (next) => async (request) => {
    const authorize = async () => {
      const renew = refused;
      refused = false;
      const token = await getToken({ renew, signal: request.signal });
      if (token) request.header.set('authorization', `Bearer ${token}`);
      else request.header.delete('authorization');
    };
    await authorize();
    try {
      const response = await next(request);
      return response.stream ? { ...response, message: noting(response.message) } : response;
    } catch (error) {
      if (!noteRefusal(error) || request.stream) throw error;
      await authorize();
      return await next(request);
    }
  };
}
