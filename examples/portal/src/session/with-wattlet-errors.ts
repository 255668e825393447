import type { Transport } from '@connectrpc/connect';
import { WattletError } from '@wattlet/sdk/errors';

/**
 * A transport whose calls reject with a `WattletError`, as those of the SDK do, and with nothing else. An interceptor could not:
 * what it throws is wrapped again, and what `fetch` throws it sees before Connect has.
 */
export function withWattletErrors(transport: Transport): Transport {
  return {
    unary: (...call) => transport.unary(...call).catch(tell),
    stream: (...call) => transport.stream(...call).catch(tell),
  };
}

function tell(error: unknown): never {
  throw WattletError.from(error);
}
