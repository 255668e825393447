import type { CallOptions, Client } from '@connectrpc/connect';
import type { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText, toDate } from '../transport/from-wire.ts';
import type { Agent, BlockedPage, CannedReply, ExportedChats } from './inbox-requests.ts';
import { type ChatSettings, settingsMessage, toSettings } from './inbox-settings.ts';

/** What the agents of a site share. Every method rejects with a `WattletError`, and with nothing else. */
export class InboxDesk {
  readonly #client: Client<typeof ChatService>;
  readonly #closing: AbortSignal;

  /** @param closing aborts when the client is closed */
  constructor(client: Client<typeof ChatService>, closing: AbortSignal) {
    this.#client = client;
    this.#closing = closing;
  }

  /** The agents and administrators of the site, by name, and who of them is there. */
  agents({ signal }: Cancellable = {}): Promise<readonly Agent[]> {
    return this.#call(signal, async (options) => {
      const { agents, ownAgentId } = await this.#client.listAgents({}, options);
      return agents.map(({ agentId, name, online, conversations, administrator }) => ({
        ...{ agentId, name, isOnline: online, conversations },
        ...{ isAdministrator: administrator, isSelf: agentId === ownAgentId },
      }));
    });
  }

  /** Texts that are written often, by shortcut. */
  cannedReplies({ signal }: Cancellable = {}): Promise<readonly CannedReply[]> {
    return this.#call(signal, async (options) => {
      const { replies } = await this.#client.listCannedReplies({}, options);
      return replies.map(({ shortcut, text }) => ({ shortcut, text }));
    });
  }

  /** Makes or changes one, by its shortcut. */
  saveCannedReply(reply: CannedReply, { signal }: Cancellable = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.saveCannedReply({ reply: { ...reply } }, options);
    });
  }

  /** Removes one. `not_found` if there is none of the shortcut. */
  deleteCannedReply(shortcut: string, { signal }: Cancellable = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.deleteCannedReply({ shortcut }, options);
    });
  }

  /** Who may not write, the last one first, a page at a time. */
  blocked({
    pageSize = 0,
    pageToken = '',
    signal,
  }: Cancellable & { readonly pageSize?: number; readonly pageToken?: string } = {}): Promise<BlockedPage> {
    return this.#call(signal, async (options) => {
      const page = await this.#client.listBlockedCustomers({ pageSize, pageToken }, options);
      return {
        customers: page.customers.map(({ customerId, name, reference, blockedAt }) => ({
          ...{ customerId, name, ...optionalText('reference', reference) },
          blockedAt: toDate(blockedAt, 'blocked_at'),
        })),
        ...optionalText('nextPageToken', page.nextPageToken),
      };
    });
  }

  /** How the site's chat is set up. */
  settings({ signal }: Cancellable = {}): Promise<ChatSettings> {
    return this.#call(signal, async (options) =>
      toSettings((await this.#client.getChatSettings({}, options)).settings),
    );
  }

  /** For administrators: sets it up. Resolves with how it is now. */
  updateSettings(settings: ChatSettings, { signal }: Cancellable = {}): Promise<ChatSettings> {
    return this.#call(signal, async (options) => {
      const request = { settings: settingsMessage(settings) };
      return toSettings((await this.#client.updateChatSettings(request, options)).settings);
    });
  }

  /**
   * For administrators: every conversation of a customer with what both sides wrote, for one who asks what is stored of them.
   * Nothing that only agents see.
   */
  exportCustomer(customerId: string, { signal }: Cancellable = {}): Promise<ExportedChats> {
    return this.#call(signal, async (options) => {
      const { fileName, json } = await this.#client.exportCustomerChats({ customerId }, options);
      return { fileName, json };
    });
  }

  /** For administrators: deletes every conversation of a customer. Resolves with how many there were. */
  eraseCustomer(customerId: string, { signal }: Cancellable = {}): Promise<number> {
    return this.#call(signal, async (options) => {
      const { conversations } = await this.#client.eraseCustomerChats({ customerId }, options);
      return conversations;
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#closing, signal, run);
  }
}
