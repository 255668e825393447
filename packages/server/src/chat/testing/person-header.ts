import type { Interceptor } from '@connectrpc/connect';
import { type Person, ROLES, SCOPES } from '../../access/principal.ts';
import { principalKey } from '../../access/principal-key.ts';

const HEADER = 'x-test-person';

/** For tests: the header of a call by somebody, to a server that believes it. */
export function personHeader({ siteId, accountId, role }: Person): Record<string, string> {
  return { [HEADER]: [siteId, accountId, role].join() };
}

/** For tests: believes whatever {@link personHeader} says. */
export const believePersonHeader: Interceptor = (next) => (call) => {
  const [siteId = '', accountId = '', name] = call.header.get(HEADER)?.split(',') ?? [];
  const role = ROLES.find((known) => known === name);
  if (role === undefined) throw new Error(`nobody is named in ${HEADER}`);
  call.contextValues.set(principalKey, {
    kind: 'person',
    ...{ siteId, accountId, role, via: 'session', credentialId: 'test' },
    scopes: new Set(SCOPES),
    expiresAt: new Date('2100-01-01'),
  });
  return next(call);
};
