/** Whether a conversation goes on. The customer's next message opens a closed one again. */
export type ConversationState = 'open' | 'closed';

/** How far one side has come: numbers of the other side's messages. */
export interface Receipts {
  /** The newest one that arrived at a device of this side. */
  readonly deliveredNumber: number;
  /** The newest one that was on screen. */
  readonly readNumber: number;
  readonly readAt?: Date;
}

/** A conversation between a customer and the agents of their site. */
export interface Conversation {
  readonly conversationId: string;
  readonly customerId: string;
  readonly customerName: string;
  /** The site's own id of the customer, or their e-mail; for agents only, and absent for visitors. */
  readonly customerReference?: string;
  readonly state: ConversationState;
  /** The agent who has it; absent where nobody has. */
  readonly agentId?: string;
  readonly agentName?: string;
  /** Number of the newest message that both sides see; 0 before the first. */
  readonly lastNumber: number;
  /** Number of its newest change that the caller may see: a later state has a higher one. */
  readonly lastChange: number;
  readonly createdAt: Date;
  readonly lastMessageAt?: Date;
  /** The newest message that the caller may see, cut to 200 characters. */
  readonly lastText: string;
  /** Agents: that message is a note. */
  readonly lastIsNote: boolean;
  /** Since when the customer waits for an answer; absent where they do not. */
  readonly waitingSince?: Date;
  readonly customerReceipts: Receipts;
  /** The farthest of any agent. */
  readonly siteReceipts: Receipts;
  /** Messages of the other side that the caller has not read. */
  readonly unread: number;
  /** 1 to 5; absent where it is not rated. */
  readonly rating?: number;
  /** Agents: the customer may not write. */
  readonly blocked: boolean;
}
