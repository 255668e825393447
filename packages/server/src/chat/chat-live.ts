import { judge, signInNeeded } from '../access/judge.ts';
import type { Principal } from '../access/principal.ts';
import type { ConversationTopic, InboxTopic } from '../gen/wattlet/v1/live_pb.js';
import { FeedHub } from '../live/feed-hub.ts';
import { type LiveFeeds, liveTopic } from '../live/feed-topic.ts';
import type { EventBus } from '../platform/bus/event-bus.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { type ChatCaller, chatCaller } from './chat-caller.ts';
import { unknownConversation } from './chat-errors.ts';
import type { ChatWire } from './chat-wire.ts';
import { ConversationFeed, scopeOf, typingNotice } from './conversation-feed.ts';
import { InboxFeed, inboxScope, presenceNotice, siteScope } from './inbox-feed.ts';
import { PresenceBoard } from './presence-board.ts';
import type { SnapshotCursor } from './snapshot-cursor.ts';
import { TypingBoard } from './typing-board.ts';

/** What of chats can be watched, and what keeps it going. */
export interface ChatLive extends Required<Pick<LiveFeeds, 'conversation' | 'inbox'>> {
  /** How many topics are watched. */
  readonly watcherCount: number;
  /** Follows what happens until the signal aborts; rejects when the database fails. */
  run(signal: AbortSignal, ready: () => void): Promise<void>;
}

/** Opens the live side of chats on this node. */
export function openChatLive({ sql, wire }: { readonly sql: Sql; readonly wire: ChatWire }): ChatLive {
  const inboxes = new InboxFeed();
  const conversationHub = new FeedHub({ feed: new ConversationFeed(), sql, bus: untilTouched });
  const inboxHub = new FeedHub({ feed: inboxes, sql, bus: wire });
  wire.onRing((key) => {
    for (const side of ['customer', 'site'] as const) conversationHub.touch(scopeOf(side, key));
  });
  const typing = new TypingBoard((signal) => {
    for (const side of ['customer', 'site'] as const) {
      conversationHub.announce(scopeOf(side, signal), (view) => typingNotice(side, view, signal));
    }
  });
  wire.onTyping((signal) => typing.note(signal));
  const presence = new PresenceBoard((signal) =>
    inboxHub.announce(siteScope(signal.siteId), () => presenceNotice(signal)),
  );
  wire.onPresence((signal) => presence.note(signal));

  return {
    conversation: liveTopic<ConversationTopic, bigint>({
      hub: conversationHub,
      async admit(principal, { conversationId }) {
        const caller = admitted(principal);
        const { siteId, accountId, side } = caller;
        const { count } = await sql`
          select from conversation
          where site_id = ${siteId} and conversation_id = ${conversationId}
            and ${side === 'customer' ? sql`customer_id = ${accountId}` : sql`true`}`;
        if (count === 0) throw unknownConversation(conversationId);
        return { scope: scopeOf(side, { siteId, conversationId }), view: accountId };
      },
      after: ({ cursor }) => cursor?.change,
      headOf: (change) => ({ conversation: { change } }),
    }),
    inbox: liveTopic<InboxTopic, SnapshotCursor>({
      hub: inboxHub,
      admit(principal) {
        const caller = admitted(principal);
        const scope = inboxScope(caller);
        inboxes.expect(scope);
        return { scope, view: caller.accountId };
      },
      after: ({ cursor }: InboxTopic) => cursor?.position,
      headOf: (position) => ({ inbox: { position } }),
    }),
    get watcherCount() {
      return conversationHub.watcherCount + inboxHub.watcherCount;
    },
    run: (signal, ready) => runTogether([wire, conversationHub, inboxHub], signal, ready),
  };
}

/** Nothing else wakes the hub of conversations than the word of which has changed. */
const untilTouched: Pick<EventBus, 'tail'> = {
  async tail({ signal }) {
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  },
};

/** Whoever may chat may watch it. */
function admitted(principal: Principal): ChatCaller {
  const refusal = judge(principal, {
    kinds: [],
    person: { role: 'customer', via: ['session', 'embed-token', 'access-token'], scope: 'chat' },
  });
  if (refusal) throw refusal;
  if (principal.kind !== 'person') throw signInNeeded();
  return chatCaller(principal);
}

interface Part {
  run(signal: AbortSignal, ready: () => void): Promise<void>;
}

/** Runs parts until the signal aborts or one of them fails; ready when all are. */
async function runTogether(parts: readonly Part[], signal: AbortSignal, ready: () => void): Promise<void> {
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const up = new Set<Part>();
  const running = parts.map((part) =>
    part
      .run(stop.signal, () => {
        if (up.add(part).size === parts.length) ready();
      })
      .finally(() => stop.abort()),
  );
  const ends = await Promise.allSettled(running);
  signal.removeEventListener('abort', onAbort);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed && !signal.aborted) throw failed.reason;
}
