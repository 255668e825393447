import type { AgentPresence, InboxChange } from '../gen/wattlet/v1/live_pb.js';
import type { LiveChange, LiveSubject } from '../live/live-source.ts';
import type { Timers } from '../live/timers.ts';
import type { WatchedState } from '../live/topic-watch.ts';
import { present } from '../transport/from-wire.ts';
import type { Conversation } from './conversation.ts';
import { toConversation } from './conversation-from-wire.ts';
import { type InboxCounts, mostUrgentFirst } from './inbox-order.ts';
import { type InboxFilter, matchesFilter } from './inbox-requests.ts';

/** Of a list that is cut, what comes next and how many there are is read again so often, in milliseconds. */
const CUT_IS_GOOD_MS = 30_000;

/** Conversations, and where they stand among all changes of the inbox. */
export interface InboxRead {
  readonly conversations: readonly Conversation[];
  /** Of the whole site. */
  readonly counts: InboxCounts;
  /** There are more than were read. */
  readonly isCut: boolean;
  /** Opaque; every change up to here is in the conversations, and some of them may be newer. */
  readonly position: string;
}

interface InboxNow {
  /** The watched conversations as they are now: who waits longest first, then the newest. */
  readonly conversations: readonly Conversation[];
  /** There are more than the watch keeps. */
  readonly isCut: boolean;
  /** Where it is cut: what was read last, with the counts of the whole site then, from which `countInbox` goes on. */
  readonly asRead?: Pick<InboxRead, 'conversations' | 'counts'>;
}

/** The inbox as a whole: the first event, and again when the consumer was too slow for the changes. */
export interface InboxSnapshotEvent extends InboxNow {
  readonly type: 'snapshot';
}

/** Some conversations are new, have changed or are gone. */
export interface InboxChangeEvent extends InboxNow {
  readonly type: 'change';
  /** Those of any state that are new or have changed, as they are now. */
  readonly changed: readonly Conversation[];
  /** Ids of those that were deleted for good. */
  readonly deleted: readonly string[];
}

/**
 * The inbox was read afresh and may differ anywhere: the server could not continue the watch, or there are more
 * conversations than are kept, and it was time to see which of them come first now.
 */
export interface InboxResetEvent extends InboxNow {
  readonly type: 'reset';
  /** Why, for logs. */
  readonly reason: string;
}

/** An agent is there for customers from now on, or away. Who is there when the watch begins is in `desk.agents`. */
export interface InboxPresenceEvent extends InboxNow {
  readonly type: 'presence';
  readonly agentId: string;
  readonly isOnline: boolean;
}

/** One event of a watch. Whatever its type, `conversations` is the inbox after it. */
export type InboxEvent = InboxSnapshotEvent | InboxChangeEvent | InboxResetEvent | InboxPresenceEvent;

/** Which conversations are watched. */
export interface InboxScope {
  readonly filter: InboxFilter;
  /** Who calls; with `mine`. */
  readonly agentId: string | undefined;
  /** At most so many, the first of their order. */
  readonly limit: number;
  readonly timers: Pick<Timers, 'now'>;
}

/** The conversations of one watch: as they were read, with every change since. */
export class WatchedInbox implements WatchedState<InboxRead, InboxEvent> {
  readonly #scope: InboxScope;
  #now: InboxNow = { conversations: [], isCut: false };
  #position = '';
  #readAt = 0;

  constructor(scope: InboxScope) {
    this.#scope = scope;
  }

  subject(): LiveSubject {
    return { case: 'inbox', value: { cursor: { position: this.#position } } };
  }

  take({ conversations, isCut, counts, position }: InboxRead): void {
    const now = this.#cut(conversations, isCut);
    const asRead = { conversations: now.conversations, counts };
    this.#now = now.isCut ? { ...now, asRead } : now;
    this.#position = position;
    this.#readAt = this.#scope.timers.now();
  }

  apply(change: LiveChange): InboxEvent | undefined {
    if (change.case === 'presence') return this.#presence(change.value);
    if (change.case !== 'inbox') return undefined;
    const { filter, agentId } = this.#scope;
    const { cursor, deletedIds } = change.value;
    const known = new Map(this.#now.conversations.map((one) => [one.conversationId, one]));
    const changed = newsAmong(change.value, known);
    const deleted = deletedIds.filter((id) => known.has(id));
    for (const one of changed) {
      if (matchesFilter(one, filter, agentId)) known.set(one.conversationId, one);
      else known.delete(one.conversationId);
    }
    for (const id of deleted) known.delete(id);
    // The position says no order: what is known already is told by the numbers of the changes.
    this.#position = present(cursor, 'cursor').position;
    if (changed.length + deleted.length === 0) return undefined;
    this.#now = { ...this.#now, ...this.#cut([...known.values()], this.#now.isCut) };
    return { type: 'change', changed, deleted, ...this.#now };
  }

  /** Whoever is answered makes room for somebody who waits and is not known. What is closed comes by its age. */
  isStale(): boolean {
    const { filter, timers } = this.#scope;
    return this.#now.isCut && filter !== 'closed' && timers.now() >= this.#readAt + CUT_IS_GOOD_MS;
  }

  snapshot(): InboxSnapshotEvent {
    return { type: 'snapshot', ...this.#now };
  }

  afterReset(reason: string): InboxResetEvent {
    return { type: 'reset', reason, ...this.#now };
  }

  #presence({ agentId, online: isOnline }: AgentPresence): InboxPresenceEvent {
    return { type: 'presence', agentId, isOnline, ...this.#now };
  }

  #cut(conversations: readonly Conversation[], wasCut: boolean): InboxNow {
    const { limit } = this.#scope;
    const sorted = conversations.toSorted(mostUrgentFirst);
    return { conversations: sorted.slice(0, limit), isCut: wasCut || sorted.length > limit };
  }
}

/** All or nothing: a conversation that cannot be understood throws before anything has changed. */
function newsAmong(
  { conversations }: InboxChange,
  known: ReadonlyMap<string, Conversation>,
): readonly Conversation[] {
  return conversations
    .map(toConversation)
    .filter(({ conversationId, lastChange }) => lastChange > (known.get(conversationId)?.lastChange ?? -1));
}
