import type { ChatReference } from './chat-reference.ts';

/** Which side of conversations somebody is on: the customer's, or that of the site with its agents and administrators. */
export type ChatSide = 'customer' | 'site';

/** A file that a message carries. */
export interface ChatAttachment {
  readonly attachmentId: string;
  readonly fileName: string;
  /** As found in its bytes: `image/jpeg`, `image/png`, `image/webp`, `image/gif` or `application/pdf`. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Of images, in pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** Who wrote a message; the system writes automatic replies. */
export type ChatSender = 'customer' | 'agent' | 'system';

/** A message as it is stored, or a note of agents. */
export interface ChatMessage {
  /** Its place among the messages that both sides see; 0 for a note. */
  readonly number: number;
  /** Number of the change that stored it, as the caller counts: what messages and notes are ordered by. */
  readonly change: number;
  /** Chosen by the sender, a UUID. */
  readonly clientId: string;
  readonly sender: ChatSender;
  /** Absent for the system. */
  readonly senderId?: string;
  readonly senderName?: string;
  /** Plain text: to be shown as text, never as HTML. */
  readonly text: string;
  readonly sentAt: Date;
  /** What the sender was looking at. */
  readonly reference?: ChatReference;
  readonly attachments: readonly ChatAttachment[];
  /** For agents only. */
  readonly isNote: boolean;
}

/** Whether a side wrote a message itself. */
export function isOwn(side: ChatSide, { sender }: Pick<ChatMessage, 'sender'>): boolean {
  return sender === (side === 'customer' ? 'customer' : 'agent');
}
