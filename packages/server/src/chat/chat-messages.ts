import { create, fromJson, type MessageInitShape, toJson } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { JSONValue } from 'postgres';
import {
  type AttachmentSchema,
  type ChatMessage,
  ChatMessageSchema,
  type ChatReference,
  ChatReferenceSchema,
  type Conversation,
  ConversationSchema,
  ConversationState,
  type ReceiptsSchema,
  SenderKind,
} from '../gen/wattlet/v1/conversation_pb.js';
import { invalidRequest } from '../rpc/errors.ts';
import type { AttachmentRow } from './attachment-store.ts';
import type { Side } from './chat-caller.ts';
import { plainLine } from './chat-text.ts';
import type { ConversationRow, ReceiptsRow } from './conversation-view.ts';
import type { MessageRow, Sender } from './message-view.ts';

const SENDERS: Readonly<Record<Sender, SenderKind>> = {
  customer: SenderKind.CUSTOMER,
  agent: SenderKind.AGENT,
  system: SenderKind.SYSTEM,
};

/** Who wrote, as the contract calls them. */
export const senderKind = (side: Side): SenderKind =>
  side === 'customer' ? SenderKind.CUSTOMER : SenderKind.AGENT;

/** A conversation as the side sees it that it was read for. */
export function conversationMessage(row: ConversationRow, side: Side): Conversation {
  return create(ConversationSchema, {
    conversationId: row.conversation_id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    state: row.closed_at ? ConversationState.CLOSED : ConversationState.OPEN,
    agentId: row.agent_id ?? '',
    agentName: row.agent_name ?? '',
    lastNumber: row.last_number,
    lastChange: row.last_change,
    createdAt: timestampFromDate(row.created_at),
    ...(row.last_message_at && { lastMessageAt: timestampFromDate(row.last_message_at) }),
    lastText: row.last_text ?? '',
    lastIsNote: row.last_is_note ?? false,
    ...(row.waiting_since && { waitingSince: timestampFromDate(row.waiting_since) }),
    customerReceipts: receiptsMessage(row.customer_receipts),
    siteReceipts: receiptsMessage(row.site_receipts),
    unread: row.unread,
    rating: row.rating ?? 0,
    ...(side === 'site' && { customerReference: row.customer_reference ?? '', blocked: row.blocked }),
  });
}

function receiptsMessage(row: ReceiptsRow | null): MessageInitShape<typeof ReceiptsSchema> {
  if (!row) return {};
  return {
    deliveredNumber: BigInt(row.delivered),
    readNumber: BigInt(row.read),
    ...(row.read_at !== null && { readAt: timestampFromDate(new Date(row.read_at)) }),
  };
}

/** A message or note. */
export function chatMessage(row: MessageRow): ChatMessage {
  return create(ChatMessageSchema, {
    number: row.number ?? 0n,
    change: row.change,
    clientId: row.client_id,
    sender: SENDERS[row.sender],
    senderId: row.sender_id ?? '',
    senderName: row.sender_name ?? '',
    text: row.text,
    sentAt: timestampFromDate(row.sent_at),
    ...(isJson(row.reference) && { reference: fromJson(ChatReferenceSchema, row.reference) }),
    attachments: (row.attachments ?? []).map(attachmentMessage),
    note: row.number === null,
  });
}

/** What the database gives back of {@link referenceJson}. */
const isJson = (value: unknown): value is { [name: string]: string } =>
  typeof value === 'object' && value !== null;

/**
 * A reference as it is stored; null for none.
 *
 * @throws `invalid_argument` for an area without a character that can be shown.
 */
export function referenceJson(reference: ChatReference | undefined): JSONValue {
  if (reference?.target.case === undefined) return null;
  const { target } = reference;
  if (target.case !== 'series') return toJson(ChatReferenceSchema, reference);
  const area = plainLine(target.value.area);
  if (area === '') throw noArea();
  const value = { ...target.value, area };
  return toJson(ChatReferenceSchema, { ...reference, target: { case: 'series', value } });
}

function noArea() {
  const description = 'has no character that can be shown';
  return invalidRequest([{ field: 'reference.series.area', reason: 'NO_AREA', description }]);
}

/** A file that a message carries. */
export function attachmentMessage(row: AttachmentRow): MessageInitShape<typeof AttachmentSchema> {
  return {
    attachmentId: row.attachment_id,
    fileName: row.file_name,
    mediaType: row.media_type,
    sizeBytes: BigInt(row.size_bytes),
    width: row.width ?? 0,
    height: row.height ?? 0,
  };
}
