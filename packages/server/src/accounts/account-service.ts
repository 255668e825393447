import type { ServiceImpl } from '@connectrpc/connect';
import type { AccountService } from '../gen/wattlet/v1/account_pb.js';
import type { AccountParts } from './account-parts.ts';
import { accessTokenMethods } from './service-access-tokens.ts';
import { profileMethods } from './service-profile.ts';
import { sessionMethods } from './service-sessions.ts';
import { signInMethods } from './service-sign-in.ts';
import { subscriptionMethods } from './service-subscription.ts';

/**
 * What people do with their own account. Who calls comes from `principalKey`, where from from `callerKey`. Every method
 * touches the caller's own account only, but for grants by administrators.
 */
export function accountService(parts: AccountParts): ServiceImpl<typeof AccountService> {
  return {
    ...signInMethods(parts),
    ...sessionMethods(parts),
    ...profileMethods(parts),
    ...subscriptionMethods(parts),
    ...accessTokenMethods(parts),
  };
}
