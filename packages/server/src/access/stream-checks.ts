import { createContextKey } from '@connectrpc/connect';
import type { Identity } from './authenticator.ts';

/** What must go on to hold while a stream runs. Throws when it does not any more. */
export type StreamCheck = (identity: Identity) => Promise<void>;

/** Context key of the checks of a stream: whoever admits it adds what the admission rests on. */
export const streamChecksKey = createContextKey<StreamCheck[] | undefined>(undefined, {
  description: 'what must go on to hold while the stream runs',
});
