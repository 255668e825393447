import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../accounts/answer-privately.ts';
import type { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { invalidRequest } from '../rpc/errors.ts';
import { announceAttachment, findAttachment, forgetUnused } from './attachment-store.ts';
import { callerOf } from './chat-caller.ts';
import { customerBlocked, unknownAttachment, unknownConversation } from './chat-errors.ts';
import { attachmentMessage } from './chat-messages.ts';
import type { ChatParts } from './chat-parts.ts';
import { plainLine } from './chat-text.ts';
import { isBlocked } from './open-conversation.ts';

type Methods = 'createAttachment' | 'getAttachment';

/** Most files that somebody has announced and not sent yet. */
const MOST_UNUSED = 50;

/** Files that messages carry. */
export function attachmentMethods(parts: ChatParts): Pick<ServiceImpl<typeof ChatService>, Methods> {
  const { sql, limits, paths, now } = parts;
  return {
    createAttachment: ({ conversationId, fileName, sizeBytes }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const { siteId, accountId, side } = caller;
        const at = now();
        limits.countSending(caller, 'file', at);
        if (side === 'customer' && (await isBlocked(sql, siteId, accountId))) throw customerBlocked();
        const name = plainLine(fileName);
        if (name === '') throw noName();
        const bytes = Number(sizeBytes);
        const attachmentId = await announceAttachment(sql, caller, {
          conversationId,
          fileName: name,
          bytes,
        });
        if (attachmentId === undefined) throw unknownConversation(conversationId);
        // Those that were taken back go before those that a message may still carry.
        await forgetUnused(sql, caller, MOST_UNUSED);
        const { path } = paths.forUpload({ siteId, attachmentId }, bytes, at);
        return { attachmentId, uploadPath: path };
      }),

    getAttachment: ({ attachmentId }, context) =>
      answerPrivately(context, async () => {
        const caller = callerOf(context);
        const row = await findAttachment(sql, caller, attachmentId);
        if (!row) throw unknownAttachment(attachmentId);
        const { path, expiresAt } = paths.forFetch({ siteId: caller.siteId, attachmentId }, now());
        return { attachment: attachmentMessage(row), path, expiresAt: timestampFromDate(expiresAt) };
      }),
  };
}

function noName() {
  const description = 'has no character that can be shown';
  return invalidRequest([{ field: 'file_name', reason: 'NO_NAME', description }]);
}
