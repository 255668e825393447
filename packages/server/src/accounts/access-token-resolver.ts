import type { CredentialResolver } from '../access/credential-resolver.ts';
import type { AnySql } from '../platform/postgres/database.ts';
import { unauthenticated } from '../rpc/errors.ts';
import { ACCESS_TOKEN_PREFIX, findAccessToken } from './access-tokens.ts';

/** Knows people by the access tokens of their scripts. */
export function accessTokenResolver({ sql }: { readonly sql: AnySql }): CredentialResolver {
  return {
    async resolve({ bearer }, now) {
      if (!bearer?.startsWith(ACCESS_TOKEN_PREFIX)) return undefined;
      const token = await findAccessToken(sql, bearer, now);
      if (token === undefined) {
        const message = 'the access token was revoked, has ended or never was one: make a new one';
        throw unauthenticated({ reason: 'ACCESS_TOKEN_ENDED', message });
      }
      const { siteId, accountId, role, scopes, expiresAt } = token;
      return {
        kind: 'person',
        siteId,
        accountId,
        role,
        via: 'access-token',
        scopes: new Set(scopes),
        credentialId: token.accessTokenId,
        expiresAt,
      };
    },
  };
}
