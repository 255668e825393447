import type { ServiceImpl } from '@connectrpc/connect';
import type { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { notFound } from '../rpc/errors.ts';
import { sessionMessage } from './account-messages.ts';
import type { AccountParts } from './account-parts.ts';
import { answerPrivately } from './answer-privately.ts';
import { audit } from './audit.ts';
import { signedInPerson } from './caller-account.ts';
import { endSession, listSessions } from './sessions.ts';

type Methods = 'listSessions' | 'revokeSession';

/** Where people are signed in. */
export function sessionMethods({
  sql,
  now,
}: AccountParts): Pick<ServiceImpl<typeof AccountService>, Methods> {
  return {
    listSessions: (_request, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        const rows = await listSessions(sql, person, now());
        return { sessions: rows.map((row) => sessionMessage(row, person.credentialId)) };
      }),

    revokeSession: ({ sessionId }, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        await sql.begin(async (tx) => {
          if (!(await endSession(tx, person, sessionId))) throw unknownSession(sessionId);
          const entry = { target: person, actorId: person.accountId, action: 'session.revoked' as const };
          await audit(tx, { ...entry, detail: { session: sessionId } });
        });
        return {};
      }),
  };
}

function unknownSession(id: string) {
  const description = `you have no session ${id}: it may have ended`;
  return notFound({ field: 'session_id', reason: 'UNKNOWN_SESSION', description });
}
