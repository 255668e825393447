import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { invalidArgument } from '../errors/invalid-argument.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { TopicWatch } from '../live/topic-watch.ts';
import { lookUp } from '../series/look-up.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText, present } from '../transport/from-wire.ts';
import type { Conversation } from './conversation.ts';
import { toConversation } from './conversation-from-wire.ts';
import { InboxDesk } from './inbox-desk.ts';
import { InboxPresence, type VisibilityScope } from './inbox-presence.ts';
import {
  type Assignment,
  type AssignmentResult,
  type FoundMessage,
  type InboxFilter,
  type InboxPage,
  type InboxRequest,
  type InboxWatchRequest,
  WIRE_FILTERS,
} from './inbox-requests.ts';
import { type InboxEvent, type InboxRead, WatchedInbox } from './inbox-watch.ts';
import { toMessage } from './message-from-wire.ts';

export { countInbox, countOpen, mostUrgentFirst } from './inbox-order.ts';
export { matchesFilter } from './inbox-requests.ts';

/** The most that the server gives in one page. */
const LONGEST_PAGE = 100;
const DEFAULT_LIMIT = 500;
const LARGEST_LIMIT = 2_000;

/** For agents: the conversations of their site. Every method rejects with a `WattletError`, and with nothing else. */
export class InboxApi {
  /** What agents share: who they are, canned replies, settings. */
  readonly desk: InboxDesk;
  readonly #connection: Connection;
  readonly #client: Client<typeof ChatService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    // Never from a cache: a moment decides here.
    this.#client = createClient(ChatService, connection.transports.fresh);
    this.desk = new InboxDesk(this.#client, connection.closing);
  }

  /**
   * Conversations of the caller's site, a page at a time, and how many are open. Those that are open come by how long the
   * customer waits for an answer, then the newest message first; those that are closed the newest change first.
   */
  list(request: InboxRequest = {}): Promise<InboxPage> {
    return this.#call(request.signal, (options) => this.#page(request, options));
  }

  /**
   * Conversations as they are, then every change of them and every new one, without hole and without duplicate, through
   * lost connections and restarts of the server. It ends when the signal aborts, when the loop is left, and when the
   * client is closed.
   *
   * Nothing is asked before the iteration begins. It throws a `WattletError` when the first read fails, or later when
   * going on is hopeless; lost connections it rides out.
   *
   * @throws WattletError `invalid_argument` at once when the limit is not one, or it is not said whose `mine` are.
   */
  watch({
    filter = 'open',
    agentId,
    limit = DEFAULT_LIMIT,
    signal: end,
  }: InboxWatchRequest = {}): AsyncIterableIterator<InboxEvent, undefined> {
    checkLimit(limit);
    if (filter === 'mine' && agentId === undefined)
      invalidArgument('agentId', 'must be given to watch what is of the caller', agentId);
    const { live, timers, random, closing } = this.#connection;
    const read = (_fresh: boolean, signal: AbortSignal) =>
      this.#call(signal, (options) => this.#all(filter, limit, options));
    const ends = [closing, ...(end ? [end] : [])];
    const watched = new WatchedInbox({ filter, agentId, limit, timers });
    return new TopicWatch(watched, { live, timers, random, ends, read }).events;
  }

  /**
   * Claims a conversation, hands it over or lets it go, if who has it is as the caller believes. Of two agents who claim
   * it at once one gets it, and the other is told who has it.
   */
  assign(conversationId: string, { to = '', from = '', signal }: Assignment): Promise<AssignmentResult> {
    return this.#call(signal, async (options) => {
      const request = { conversationId, agentId: to, expectedAgentId: from };
      try {
        const { conversation } = await this.#client.assignConversation(request, options);
        return { isDone: true, conversation: toConversation(conversation) };
      } catch (error) {
        if (WattletError.from(error).code !== 'aborted') throw error;
        const { conversation } = await this.#client.listMessages({ conversationId, pageSize: 1 }, options);
        return { isDone: false, conversation: toConversation(conversation) };
      }
    });
  }

  /** Closes a conversation; the customer's next message opens it again. Doing it again changes nothing. */
  close(conversationId: string, { signal }: Cancellable = {}): Promise<Conversation> {
    return this.#call(signal, async (options) =>
      toConversation((await this.#client.closeConversation({ conversationId }, options)).conversation),
    );
  }

  /** Keeps a customer from writing, or lets them write again. */
  block(customerId: string, blocked: boolean, { signal }: Cancellable = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.blockCustomer({ customerId, blocked }, options);
    });
  }

  /**
   * Finds messages of the site by their words, the newest first.
   *
   * @param query words; quotes, `or` and a leading minus mean what they do in web searches
   */
  search(
    query: string,
    { pageSize = 0, signal }: Cancellable & { readonly pageSize?: number } = {},
  ): Promise<readonly FoundMessage[]> {
    return this.#call(signal, async (options) => {
      const { found } = await this.#client.searchMessages({ query, pageSize }, options);
      return found.map(({ conversation, message }) => ({
        conversation: toConversation(conversation),
        message: toMessage(present(message, 'message')),
      }));
    });
  }

  /**
   * Keeps the caller there for customers, once it is started.
   *
   * @param page the `document` whose being visible counts; without one the caller is there until it is stopped
   */
  presence(page?: VisibilityScope): InboxPresence {
    const { timers, closing } = this.#connection;
    const say = (online: boolean) =>
      this.#call(undefined, (options) => this.#client.setPresence({ online }, options));
    return new InboxPresence({ say, timers, page, closing });
  }

  async #page(
    { filter = 'open', pageSize = 0, pageToken = '' }: InboxRequest,
    options: CallOptions,
  ): Promise<InboxPage> {
    const request = { filter: lookUp(WIRE_FILTERS, filter, 'filter'), pageSize, pageToken };
    const page = await this.#client.listConversations(request, options);
    const { mine, unassigned, all: open } = present(page.counts, 'counts');
    return {
      conversations: page.conversations.map(toConversation),
      counts: { mine, unassigned, open },
      ...optionalText('nextPageToken', page.nextPageToken),
      position: present(page.cursor, 'cursor').position,
    };
  }

  /** The cursor of the first page: what changes while the next ones are read comes once more, and is known by its number. */
  async #all(filter: InboxFilter, limit: number, options: CallOptions): Promise<InboxRead> {
    const pageSize = Math.min(limit, LONGEST_PAGE);
    const first = await this.#page({ filter, pageSize }, options);
    const read = new Map(first.conversations.map((one) => [one.conversationId, one]));
    let pageToken = first.nextPageToken;
    while (pageToken !== undefined && read.size < limit) {
      const page = await this.#page({ filter, pageSize, pageToken }, options);
      for (const one of page.conversations) read.set(one.conversationId, one);
      pageToken = page.nextPageToken;
    }
    const { counts, position } = first;
    return { conversations: [...read.values()], counts, isCut: pageToken !== undefined, position };
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}

function checkLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT) return;
  invalidArgument('limit', `must be a whole number from 1 to ${LARGEST_LIMIT}`, limit);
}
