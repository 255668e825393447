import { createContextKey } from '@connectrpc/connect';
import type { Principal } from './principal.ts';

/** Context key of who calls; anonymous where nothing has found out. */
export const principalKey = createContextKey<Principal>({ kind: 'anonymous' }, { description: 'who calls' });
