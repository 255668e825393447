import { ChatApi } from '@wattlet/sdk/chat';
import { perServer } from '../connection/shared-connection.ts';
import { visitedSites } from './kept-account.ts';
import type { SupportChatClient } from './support-chat-client.ts';

/**
 * The client of all chats of this page that are one server's; it shares the page's one live stream. What a visitor wrote
 * on this page before they signed in becomes theirs before anything is listed.
 */
export const sharedChatClient: (baseUrl: string) => SupportChatClient = perServer((connection) => {
  const chat = new ChatApi(connection);
  const { baseUrl, live } = connection;
  return {
    live,
    chat: {
      list: async (request) => {
        if (visitedSites(baseUrl).length > 0) {
          // Where it cannot be loaded the chats are there all the same, and it is merged the next time.
          const merging = import('./merge-visit.ts').then(({ mergeVisits }) => mergeVisits(chat, baseUrl));
          await merging.catch(() => undefined);
        }
        return chat.list(request);
      },
      session: (options) => chat.session(options),
      file: (attachmentId, options) => chat.file(attachmentId, options),
      history: (conversationId, options) => chat.history(conversationId, options),
      hours: (options) => chat.hours(options),
    },
  };
});
