import type {
  Agent,
  BlockedCustomer,
  CannedReply,
  ChatSettings,
  Conversation,
  FoundMessage,
  InboxEvent,
  InboxWatchRequest,
  OutboxStorage,
} from '@wattlet/sdk';
import { matchesFilter, mostUrgentFirst } from '@wattlet/sdk/inbox';
import type { ConnectionStatus } from '../element/live-client.ts';
import type { InboxClient } from '../support-inbox/inbox-client.ts';
import { statusSource } from './fake-client.ts';
import { conversationOf, FakeSession } from './fake-support-client.ts';

const MINUTE_MS = 60_000;
const NAMES = ['Maria Georgiou', 'Ion Popescu', 'Jürgen Weiß', 'Ελένη Παππά'];

/** The agent of tests, and a colleague who is there. */
export const AGENTS: readonly Agent[] = [
  {
    ...{ agentId: 'self', name: 'Anna Petrou', isOnline: true, conversations: 1 },
    ...{ isAdministrator: true, isSelf: true },
  },
  {
    ...{ agentId: 'colleague', name: 'Nikos Ioannou', isOnline: true, conversations: 2 },
    ...{ isAdministrator: false, isSelf: false },
  },
];

/** A conversation that somebody has begun so many hours ago; the greater the number, the older. */
export function inboxConversation(number: number, properties: Partial<Conversation> = {}): Conversation {
  const at = new Date(Date.now() - number * 60 * MINUTE_MS);
  return conversationOf({
    ...{
      conversationId: `conversation-${number}`,
      customerId: `customer-${number}`,
      lastNumber: 1,
      lastChange: 1,
    },
    customerName: NAMES[number % NAMES.length] ?? '',
    customerReference: `client-${1000 + number}`,
    ...{
      createdAt: at,
      lastMessageAt: at,
      lastText: `My bill of month ${number} is too high`,
      lastIsNote: false,
    },
    ...properties,
  });
}

/** What an event says beside the inbox as it is. */
type NewsOf<Event> = Event extends InboxEvent ? Omit<Event, 'isCut' | 'conversations'> : never;

/** A client that has its inbox in memory and does what a test says. */
export class FakeInboxClient implements InboxClient {
  /** Watches that are open now. */
  openWatches = 0;
  /** What was done, in words. */
  readonly done: string[] = [];
  replies: readonly CannedReply[] = [];
  agents: readonly Agent[] = AGENTS;
  blocked: readonly BlockedCustomer[] = [];
  settings: ChatSettings = {
    ...{ timeZone: 'Europe/Athens', openingHours: [], exceptions: [], awayReply: '' },
    ...{ retentionDays: 0, anonymous: false, typingPreview: false },
  };
  found: readonly FoundMessage[] = [];
  /** Where every file is. */
  fileUrl = 'data:text/plain,';
  /** The most conversations that a watch keeps. */
  mostKept = 500;
  /** Who has a conversation that the agent claims a moment too late. */
  fasterAgent: Agent | undefined;
  readonly sessions = new Map<string, FakeSession>();
  /** Where what is written in a conversation waits, by its id. */
  readonly storages = new Map<string, OutboxStorage | undefined>();
  /** Who writes in a conversation, by its id. */
  readonly writers = new Map<string, string | undefined>();
  readonly #statusListeners = new Set<(status: ConnectionStatus) => void>();
  readonly #wakes = new Set<(event?: InboxEvent) => void>();
  #conversations: readonly Conversation[];
  #status: ConnectionStatus = { state: 'live', since: 0 };
  #failure: Error | undefined;
  #answers = Promise.resolve();
  #isOnline = false;
  #isCut = false;

  constructor(conversations: readonly Conversation[] = []) {
    this.#conversations = conversations;
  }

  /** Whether the agent says that they are there. */
  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** How many listen to the status of the connection. */
  get statusListeners(): number {
    return this.#statusListeners.size;
  }

  /** Never answers from now on. */
  hang(): void {
    this.#answers = new Promise(() => undefined);
  }

  /** Every call fails with this from now on; undefined: none does. */
  failWith(error: Error | undefined): void {
    this.#failure = error;
  }

  /** The connection is like this from now on. */
  setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }

  /** A conversation is new, or has changed. */
  change(changed: Conversation): void {
    const others = this.#conversations.filter((one) => one.conversationId !== changed.conversationId);
    this.#conversations = [...others, changed];
    this.session(changed.conversationId).set({ conversation: changed });
    this.#tell({ type: 'change', changed: [changed], deleted: [] });
  }

  /** The first of more conversations are these, as they were read again. */
  readAgain(conversations: readonly Conversation[]): void {
    this.#isCut = true;
    this.#conversations = conversations;
    this.#tell({ type: 'reset', reason: 'it was time' });
  }

  /** An agent comes or goes. */
  comeOrGo(agentId: string, isOnline: boolean): void {
    this.agents = this.agents.map((agent) => (agent.agentId === agentId ? { ...agent, isOnline } : agent));
    this.#tell({ type: 'presence', agentId, isOnline });
  }

  /** The session of a conversation, which there is one of. */
  session(conversationId: string): FakeSession {
    const conversation = this.#conversations.find((one) => one.conversationId === conversationId);
    const session =
      this.sessions.get(conversationId) ??
      new FakeSession(conversation ? { conversation } : {}, conversationId);
    this.sessions.set(conversationId, session);
    return session;
  }

  readonly live = statusSource(() => this.#status, this.#statusListeners);

  readonly chat: InboxClient['chat'] = {
    session: ({ conversationId = '', storage, writerId }) => {
      this.storages.set(conversationId, storage);
      this.writers.set(conversationId, writerId);
      return this.session(conversationId);
    },
    file: async () => {
      if (this.#failure) throw this.#failure;
      return { url: this.fileUrl, expiresAt: new Date() };
    },
  };

  readonly inbox: InboxClient['inbox'] = {
    desk: {
      agents: async () => {
        await this.#answer('agents', undefined);
        return this.agents;
      },
      cannedReplies: async () => {
        await this.#answer('replies', undefined);
        return this.replies;
      },
      saveCannedReply: async (reply) => {
        await this.#answer(`save /${reply.shortcut}`, undefined);
        const others = this.replies.filter(({ shortcut }) => shortcut !== reply.shortcut);
        this.replies = [...others, reply].toSorted((a, b) => a.shortcut.localeCompare(b.shortcut));
      },
      deleteCannedReply: async (removed) => {
        await this.#answer(`delete /${removed}`, undefined);
        this.replies = this.replies.filter(({ shortcut }) => shortcut !== removed);
      },
      settings: async () => {
        await this.#answer('settings', undefined);
        return this.settings;
      },
      updateSettings: async (settings) => {
        await this.#answer('update settings', undefined);
        this.settings = settings;
        return settings;
      },
      blocked: ({ pageToken = '' } = {}) => {
        const from = Number(pageToken);
        const customers = this.blocked.slice(from, from + 2);
        const isMore = this.blocked.length > from + 2;
        return this.#answer('blocked', {
          customers,
          ...(isMore && { nextPageToken: String(from + 2) }),
        });
      },
      exportCustomer: (customerId) =>
        this.#answer(`export ${customerId}`, { fileName: 'chats.json', json: new Uint8Array() }),
      eraseCustomer: async (customerId) => {
        await this.#answer(`erase ${customerId}`, undefined);
        const erased = this.#conversations.filter((one) => one.customerId === customerId);
        this.#conversations = this.#conversations.filter((one) => one.customerId !== customerId);
        const deleted = erased.map(({ conversationId }) => conversationId);
        this.#tell({ type: 'change', changed: [], deleted });
        return erased.length;
      },
    },
    presence: () => {
      const isOnline = () => this.#isOnline;
      return {
        get isOnline() {
          return isOnline();
        },
        start: () => this.#setOnline(true),
        stop: async () => this.#setOnline(false),
        insist: () => void this.done.push('insist'),
      };
    },
    watch: (request = {}) => this.#watch(request),
    assign: async (conversationId, { to, from }) => {
      await this.#answer(`assign ${conversationId} from ${from ?? 'nobody'} to ${to ?? 'nobody'}`, undefined);
      const agent = this.fasterAgent ?? AGENTS.find(({ agentId }) => agentId === to);
      const { agentId: _id, agentName: _name, ...free } = this.#of(conversationId);
      const conversation = {
        ...{ ...free, lastChange: free.lastChange + 1 },
        ...(agent && { agentId: agent.agentId, agentName: agent.name }),
      };
      this.change(conversation);
      return { isDone: this.fasterAgent === undefined, conversation };
    },
    close: async (conversationId) => {
      await this.#answer(`close ${conversationId}`, undefined);
      const { waitingSince: _since, ...rest } = this.#of(conversationId);
      this.change({ ...rest, state: 'closed', lastChange: rest.lastChange + 1 });
      return this.#of(conversationId);
    },
    block: async (customerId, blocked) => {
      await this.#answer(`${blocked ? 'block' : 'unblock'} ${customerId}`, undefined);
      this.blocked = this.blocked.filter((one) => blocked || one.customerId !== customerId);
    },
    search: (query) => this.#answer(`search ${query}`, this.found),
  };

  #tell(event: NewsOf<InboxEvent>): void {
    for (const wake of this.#wakes) wake({ ...event, isCut: false, conversations: [] });
  }

  #of(conversationId: string): Conversation {
    const found = this.#conversations.find((one) => one.conversationId === conversationId);
    if (found) return found;
    throw new Error(`there is no ${conversationId}`);
  }

  #setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.done.push(isOnline ? 'online' : 'away');
  }

  async #answer<T>(what: string, answer: T): Promise<T> {
    this.done.push(what);
    await this.#answers;
    if (this.#failure) throw this.#failure;
    return answer;
  }

  async *#watch({
    filter = 'open',
    agentId,
    signal = new AbortController().signal,
  }: InboxWatchRequest): AsyncGenerator<InboxEvent, undefined> {
    await this.#answer(`watch ${filter}`, undefined);
    this.openWatches += 1;
    signal.addEventListener('abort', () => {
      this.openWatches -= 1;
    });
    const now = () => {
      const all = this.#conversations
        .filter((one) => matchesFilter(one, filter, agentId))
        .toSorted(mostUrgentFirst);
      return { isCut: this.#isCut || all.length > this.mostKept, conversations: all.slice(0, this.mostKept) };
    };
    yield { type: 'snapshot', ...now() };
    while (!signal.aborted) {
      const event = await this.#next(signal);
      if (event) yield { ...event, ...now() };
    }
    return undefined;
  }

  #next(signal: AbortSignal): Promise<InboxEvent | undefined> {
    return new Promise((resolve) => {
      const wake = (event?: InboxEvent) => {
        this.#wakes.delete(wake);
        resolve(event);
      };
      this.#wakes.add(wake);
      signal.addEventListener('abort', () => wake(), { once: true });
    });
  }
}
