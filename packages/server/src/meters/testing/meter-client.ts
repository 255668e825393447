import { type Client, createClient, createRouterTransport, type Interceptor } from '@connectrpc/connect';
import type { Person, Principal, Role, Scope } from '../../access/principal.ts';
import { SCOPES } from '../../access/principal.ts';
import { principalKey } from '../../access/principal-key.ts';
import { MeterService } from '../../gen/wattlet/v1/meter_pb.js';
import { validationInterceptor } from '../../rpc/validate.ts';
import { meterService } from '../meter-service.ts';
import type { MeterFixture } from './meter-fixture.ts';

/** For tests: a client of the service as this principal. */
export function meterClient(fixture: MeterFixture, principal: Principal): Client<typeof MeterService> {
  const rules = { retentionMonths: 0, ceilingKilowatts: 1_000 };
  const { sql, platform } = fixture;
  const intake = fixture.openIntake(rules);
  const service = meterService({ sql, bus: platform.bus, intake, rules, now: () => fixture.now });
  const asPrincipal: Interceptor = (next) => (call) => {
    call.contextValues.set(principalKey, principal);
    return next(call);
  };
  const transport = createRouterTransport(({ service: serve }) => serve(MeterService, service), {
    router: { interceptors: [asPrincipal, validationInterceptor()] },
  });
  return createClient(MeterService, transport);
}

/** For tests: somebody of a site, signed in unless told otherwise. */
export const somebody = (
  role: Role,
  { siteId, accountId }: { readonly siteId: string; readonly accountId: string },
  { via = 'session', scopes = SCOPES }: { via?: Person['via']; scopes?: readonly Scope[] } = {},
): Person => ({
  kind: 'person',
  siteId,
  accountId,
  role,
  via,
  scopes: new Set(scopes),
  credentialId: 'test',
  expiresAt: new Date(8.64e15),
});
