import type { ServiceImpl } from '@connectrpc/connect';
import type { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { notFound } from '../rpc/errors.ts';
import { listAccessTokens, revokeAccessToken } from './access-tokens.ts';
import { accessTokenMessage, scopesOf } from './account-messages.ts';
import type { AccountParts } from './account-parts.ts';
import { answerPrivately } from './answer-privately.ts';
import { audit } from './audit.ts';
import { signedInPerson } from './caller-account.ts';
import { issueAccessToken } from './issue-access-token.ts';

type Methods = 'createAccessToken' | 'listAccessTokens' | 'revokeAccessToken';

/** Tokens for people's scripts. */
export function accessTokenMethods({
  sql,
  now,
}: AccountParts): Pick<ServiceImpl<typeof AccountService>, Methods> {
  return {
    createAccessToken: ({ name, scopes, expiresInDays }, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        const token = { name: name.trim(), scopes: scopesOf(scopes), days: expiresInDays, now: now() };
        const made = await sql.begin((tx) =>
          issueAccessToken(tx, person, { ...token, actorId: person.accountId }),
        );
        return { accessToken: accessTokenMessage(made.row), token: made.token };
      }),

    listAccessTokens: (_request, context) =>
      answerPrivately(context, async () => {
        const rows = await listAccessTokens(sql, signedInPerson(context));
        return { accessTokens: rows.map(accessTokenMessage) };
      }),

    revokeAccessToken: ({ accessTokenId }, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        await sql.begin(async (tx) => {
          if (!(await revokeAccessToken(tx, person, accessTokenId))) throw unknownToken(accessTokenId);
          const entry = { target: person, actorId: person.accountId, action: 'token.revoked' as const };
          await audit(tx, { ...entry, detail: { token: accessTokenId } });
        });
        return {};
      }),
  };
}

function unknownToken(id: string) {
  const description = `you have no access token ${id}`;
  return notFound({ field: 'access_token_id', reason: 'UNKNOWN_ACCESS_TOKEN', description });
}
