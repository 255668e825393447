import { createContextKey } from '@connectrpc/connect';

/** Where a call comes from, as the listener sees it. */
export interface Caller {
  /** IP address, of the browser or the nearest proxy that is not trusted. Empty where there is none. */
  readonly address: string;
  /** True if the browser came by https, also where a trusted proxy ends it. Decides on the cookie's name. */
  readonly secure: boolean;
}

/** Context key of the {@link Caller}. */
export const callerKey = createContextKey<Caller>(
  { address: '', secure: false },
  { description: 'where the call comes from' },
);
