import { randomUUID } from 'node:crypto';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { callerKey } from '../access/caller-key.ts';
import { principalKey } from '../access/principal-key.ts';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { provisionCustomer } from '../embedding/customer-store.ts';
import type { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { invalidRequest, unauthenticated } from '../rpc/errors.ts';
import { auditChat } from './chat-audit.ts';
import { customerOf } from './chat-caller.ts';
import { noVisitors } from './chat-errors.ts';
import type { ChatParts } from './chat-parts.ts';
import { mergeVisit } from './merge-visit.ts';
import { subjectOfVisitor, VISIT_MS } from './visit-token.ts';

type Methods = 'startVisit' | 'mergeVisit';

/** Visitors who are not signed in. */
export function visitMethods(parts: ChatParts): Pick<ServiceImpl<typeof ChatService>, Methods> {
  const { sql, wire, settings, limits, visits, now } = parts;
  return {
    startVisit: (_request, context) =>
      answerPrivately(context, async () => {
        const principal = context.values.get(principalKey);
        if (principal.kind !== 'site-key') throw keyNeeded();
        const { siteId } = principal;
        const at = now();
        limits.countVisit(context.values.get(callerKey).address, at);
        if (!(await settings.of(siteId)).anonymous) throw noVisitors();
        const visitorId = randomUUID();
        const customer = { subject: subjectOfVisitor(visitorId), displayName: 'Visitor' };
        await provisionCustomer(sql, siteId, customer);
        const expiresAt = new Date(at.getTime() + VISIT_MS);
        return {
          token: visits.sign({ siteId, visitorId, expiresAt }),
          expiresAt: timestampFromDate(expiresAt),
        };
      }),

    mergeVisit: ({ token }, context) =>
      answerPrivately(context, async () => {
        const caller = customerOf(context);
        const { siteId, accountId } = caller;
        const at = now();
        const visit = visits.read(token);
        if (visit?.siteId !== siteId || visit.expiresAt <= at) throw unknownVisit();
        const merged = await mergeVisit(sql, caller, { visit, at });
        if (merged.length === 0) return { conversations: 0 };
        const detail = { conversations: merged.length };
        await auditChat(sql, {
          siteId,
          actorId: accountId,
          action: 'chat.visit-merged',
          targetId: accountId,
          detail,
        });
        for (const conversationId of merged) wire.ring({ siteId, conversationId });
        return { conversations: merged.length };
      }),
  };
}

function keyNeeded() {
  const message = 'a visit begins on a page that shows the publishable key of its site';
  return unauthenticated({ reason: 'SITE_KEY_NEEDED', message });
}

function unknownVisit() {
  const description = 'is not of a visit to this site that goes on';
  return invalidRequest([{ field: 'token', reason: 'UNKNOWN_VISIT', description }]);
}
