import type { Conversation } from './conversation.ts';
import { matchesFilter } from './inbox-requests.ts';

/** Open conversations of a site by who has them. */
export interface InboxCounts {
  /** Those of the agent who asks. */
  readonly mine: number;
  readonly unassigned: number;
  readonly open: number;
}

/**
 * The order of an inbox: customers who wait first, whoever waits longest on top; then the conversation with the newest
 * message; of those that are level, the one with the greater id.
 */
export function mostUrgentFirst(a: Conversation, b: Conversation): number {
  return waitOf(a) - waitOf(b) || lastAt(b) - lastAt(a) || (a.conversationId < b.conversationId ? 1 : -1);
}

/** The greatest number there is for who does not wait: two of them are level. */
function waitOf({ waitingSince }: Conversation): number {
  return waitingSince?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function lastAt({ lastMessageAt, createdAt }: Conversation): number {
  return (lastMessageAt ?? createdAt).getTime();
}

/** Counts the open ones among conversations, for an agent. */
export function countOpen(conversations: Iterable<Conversation>, agentId: string | undefined): InboxCounts {
  const counts = { mine: 0, unassigned: 0, open: 0 };
  for (const conversation of conversations) {
    for (const filter of ['mine', 'unassigned', 'open'] as const)
      if (matchesFilter(conversation, filter, agentId)) counts[filter] += 1;
  }
  return counts;
}

/** An inbox as an event of its watch tells it. */
export interface WatchedConversations {
  readonly conversations: Iterable<Conversation>;
  readonly asRead?:
    | { readonly conversations: Iterable<Conversation>; readonly counts: InboxCounts }
    | undefined;
}

/**
 * Counts the open ones of a whole site, for an agent, by an event of the inbox's watch. Where the watch keeps not all of
 * them it is what the server has counted less than a minute before, and what has become of those that are kept since.
 */
export function countInbox(
  { conversations, asRead }: WatchedConversations,
  agentId: string | undefined,
): InboxCounts {
  const now = countOpen(conversations, agentId);
  if (!asRead) return now;
  const { counts } = asRead;
  const then = countOpen(asRead.conversations, agentId);
  return {
    mine: counts.mine + now.mine - then.mine,
    unassigned: counts.unassigned + now.unassigned - then.unassigned,
    open: counts.open + now.open - then.open,
  };
}
