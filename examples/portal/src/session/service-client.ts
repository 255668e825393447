import type { DescService } from '@bufbuild/protobuf';
import { type Client, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { WattletError } from '@wattlet/sdk/errors';

const TIMEOUT_MS = 30_000;

/** Whatever fails, a call rejects with a `WattletError`, as those of the SDK do. */
const asWattletError: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    throw WattletError.from(error);
  }
};

const transport = createConnectTransport({
  baseUrl: location.origin,
  useBinaryFormat: true,
  defaultTimeoutMs: TIMEOUT_MS,
  interceptors: [asWattletError],
});

/**
 * A client for a service of the contract that the SDK has no words of its own for, such as accounts. The session cookie
 * says who calls. Every method rejects with a `WattletError`, and with nothing else.
 *
 * @example
 * const users = serviceClient(UserService);
 */
export function serviceClient<S extends DescService>(service: S): Client<S> {
  return createClient(service, transport);
}
