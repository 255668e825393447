import { createContextKey } from '@connectrpc/connect';
import type { Identity } from './authenticator.ts';

/** Context key of who calls, with why a cookie did not count. */
export const identityKey = createContextKey<Identity>(
  { principal: { kind: 'anonymous' } },
  { description: 'who calls, and why a cookie did not count' },
);
