import type { DescService } from '@bufbuild/protobuf';
import { type Client, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { withWattletErrors } from './with-wattlet-errors.ts';

const TIMEOUT_MS = 30_000;

const transport = withWattletErrors(
  createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true, defaultTimeoutMs: TIMEOUT_MS }),
);

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
