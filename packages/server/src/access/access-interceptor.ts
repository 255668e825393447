import type { Interceptor } from '@connectrpc/connect';
import { unauthenticated } from '../rpc/errors.ts';
import type { Authenticator, Identity } from './authenticator.ts';
import { guardStream } from './guard-stream.ts';
import { identityKey } from './identity-key.ts';
import { judge } from './judge.ts';
import type { OperatorAccess } from './operator-access.ts';
import { ruleOf } from './permissions.ts';
import { type Presented, presentedKey } from './presented.ts';
import { principalKey } from './principal-key.ts';
import type { RateLimits } from './rate-limits.ts';
import { streamChecksKey } from './stream-checks.ts';

/** What {@link accessInterceptor} works with. */
export interface AccessInterceptorOptions {
  readonly authenticator: Authenticator;
  readonly operators: OperatorAccess;
  readonly limits: RateLimits;
  /** How often a running stream is checked, in milliseconds; it is noticed within this that it may not run any more. */
  readonly streamCheckMs: number;
  /** The current time. */
  readonly now: () => Date;
}

/**
 * Finds out who calls, counts the call, and lets it pass if the table of permissions does. Streams end when whoever
 * opened them could not open them any more.
 */
export function accessInterceptor(options: AccessInterceptorOptions): Interceptor {
  const { authenticator, operators, limits, streamCheckMs, now } = options;

  return (next) => async (call) => {
    const presented = call.contextValues.get(presentedKey);
    limits.countAddress(presented.address);
    const rule = ruleOf(call.method);
    const identify = async (): Promise<Identity> => {
      const identity = await authenticator.identify(presented, now());
      const refusal = judge(identity.principal, rule);
      if (!refusal) return identity;
      if (identity.principal.kind !== 'anonymous' || !rule?.onThisMachine) {
        throw identity.refusal ?? refusal;
      }
      if (operators.byPlace(presented)) return { principal: { kind: 'operator' } };
      throw identity.refusal ?? operators.refusal();
    };

    let identity = await identify();
    limits.countPrincipal(identity.principal, presented.address);
    call.contextValues.set(principalKey, identity.principal).set(identityKey, identity);
    const checks = call.contextValues.set(streamChecksKey, []).get(streamChecksKey) ?? [];
    const response = await next(call);
    if (!response.stream || (!showsAnything(presented) && checks.length === 0)) return response;
    const message = guardStream(response.message, {
      nextCheckMs: () => Math.min(streamCheckMs, msUntilExpiry(identity, now())),
      check: async () => {
        identity = await identify();
        if (msUntilExpiry(identity, now()) === 0) throw expired();
        for (const check of checks) await check(identity);
      },
      signal: call.signal,
    });
    return { ...response, message };
  };
}

function showsAnything({ credentials: { bearer, cookie } }: Presented): boolean {
  return bearer !== undefined || cookie !== undefined;
}

function msUntilExpiry({ principal }: Identity, now: Date): number {
  if (principal.kind !== 'person') return Number.POSITIVE_INFINITY;
  return Math.max(0, principal.expiresAt.getTime() - now.getTime());
}

function expired() {
  return unauthenticated({
    reason: 'CREDENTIAL_EXPIRED',
    message: 'the credential has run out: get a new one',
  });
}
