import * as wire from '../gen/wattlet/v1/conversation_pb.js';
import { optionalText, present, toDate } from '../transport/from-wire.ts';
import type { ChatAttachment, ChatMessage, ChatSender } from './chat-message.ts';
import { toReference } from './chat-reference.ts';

const SENDERS: Readonly<Record<wire.SenderKind, ChatSender | undefined>> = {
  [wire.SenderKind.UNSPECIFIED]: undefined,
  [wire.SenderKind.CUSTOMER]: 'customer',
  [wire.SenderKind.AGENT]: 'agent',
  [wire.SenderKind.SYSTEM]: 'system',
};

/** @throws WattletError `internal` for a kind that this version does not know. */
export function toSender(kind: wire.SenderKind): ChatSender {
  return present(SENDERS[kind], 'sender');
}

/** @throws WattletError `internal` when the server left out what the contract promises. */
export function toMessage(message: wire.ChatMessage): ChatMessage {
  const reference = toReference(message.reference);
  return {
    number: Number(message.number),
    change: Number(message.change),
    clientId: message.clientId,
    sender: toSender(message.sender),
    ...optionalText('senderId', message.senderId),
    ...optionalText('senderName', message.senderName),
    text: message.text,
    sentAt: toDate(message.sentAt, 'message.sent_at'),
    ...(reference ? { reference } : {}),
    attachments: message.attachments.map(toAttachment),
    isNote: message.note,
  };
}

export function toAttachment(attachment: wire.Attachment): ChatAttachment {
  const { attachmentId, fileName, mediaType, sizeBytes, width, height } = attachment;
  return {
    attachmentId,
    fileName,
    mediaType,
    sizeBytes: Number(sizeBytes),
    ...(width > 0 && height > 0 ? { width, height } : {}),
  };
}
