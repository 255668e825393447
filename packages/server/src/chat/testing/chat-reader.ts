import type { Person } from '../../access/principal.ts';
import { ChatService } from '../../gen/wattlet/v1/chat_pb.js';
import type { ChatMessage } from '../../gen/wattlet/v1/conversation_pb.js';
import { LiveService } from '../../gen/wattlet/v1/live_pb.js';
import type { ChatProcess } from './chat-process.ts';
import type { ChatServerLine } from './chat-server-line.ts';
import { personHeader } from './person-header.ts';

/** For tests: somebody who watches a conversation, over the ends of servers. */
export class ChatReader {
  /** Ids of the messages in the order in which they came. */
  readonly read: string[] = [];
  readonly #headers: Record<string, string>;
  readonly #conversationId: string;
  #change = 0n;
  #progress = Promise.withResolvers<void>();

  constructor(person: Person, conversationId: string) {
    this.#headers = personHeader(person);
    this.#conversationId = conversationId;
  }

  /** Watches until the signal aborts. Throws if a message is missing or comes a second time. */
  async run(servers: ChatServerLine, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await servers.untilDone(async (server) => {
        try {
          await this.#watch(server, signal);
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      });
    }
  }

  /** Resolves when so many messages have come. */
  async reach(count: number): Promise<void> {
    while (this.read.length < count) {
      await this.#progress.promise;
      this.#progress = Promise.withResolvers();
    }
  }

  async #watch(server: ChatProcess, signal: AbortSignal): Promise<void> {
    const value = { conversationId: this.#conversationId, cursor: { change: this.#change } };
    const topics = [{ id: 1, subject: { case: 'conversation' as const, value } }];
    const options = { signal, headers: this.#headers };
    for await (const { event } of server.client(LiveService).watch({ topics }, options)) {
      if (event.case === 'reset') {
        await this.#readAfresh(server);
        return;
      }
      if (event.case !== 'conversation') continue;
      this.#take(event.value.messages);
      this.#change = event.value.cursor?.change ?? this.#change;
    }
  }

  /** Reads what is not known yet, from the newest page back. */
  async #readAfresh(server: ChatProcess): Promise<void> {
    const pages: ChatMessage[] = [];
    let beforeChange = 0n;
    let change = this.#change;
    for (let hasOlder = true; hasOlder; ) {
      const page = await server
        .client(ChatService)
        .listMessages({ conversationId: this.#conversationId, beforeChange }, { headers: this.#headers });
      if (beforeChange === 0n) change = page.cursor?.change ?? change;
      pages.unshift(...page.messages);
      beforeChange = pages[0]?.change ?? 0n;
      hasOlder = page.hasOlder && (pages[0]?.number ?? 0n) > this.read.length;
    }
    this.#take(pages.filter(({ number }) => number > this.read.length));
    this.#change = change;
  }

  #take(messages: readonly ChatMessage[]): void {
    for (const { number, clientId } of messages) {
      if (number !== BigInt(this.read.length + 1)) {
        throw new Error(`number ${number} of ${this.#conversationId} came after number ${this.read.length}`);
      }
      this.read.push(clientId);
    }
    this.#progress.resolve();
  }
}
