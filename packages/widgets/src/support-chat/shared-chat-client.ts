import { ChatApi } from '@wattlet/sdk/chat';
import { WattletError } from '@wattlet/sdk/errors';
import { perServer } from '../connection/shared-connection.ts';
import { forgetVisit, keptVisit } from './kept-visit.ts';
import type { SupportChatClient } from './support-chat-client.ts';

/**
 * The client of all chats of this page that are one server's; it shares the page's one live stream. What a visitor wrote
 * on this page before they signed in becomes theirs before anything is listed.
 */
export const sharedChatClient: (baseUrl: string) => SupportChatClient = perServer((connection) => {
  const chat = new ChatApi(connection);
  const merge = async () => {
    const visit = keptVisit(connection.baseUrl);
    if (!visit) return;
    try {
      await chat.mergeVisit(visit.token);
    } catch (error) {
      // A visit that is over must not be asked for again; any other failure must not keep customers from their chats.
      if (!(error instanceof WattletError) || error.code !== 'invalid_argument') return;
    }
    forgetVisit(connection.baseUrl);
  };
  return {
    live: connection.live,
    chat: {
      list: async (request) => {
        await merge();
        return chat.list(request);
      },
      session: (options) => chat.session(options),
      file: (attachmentId, options) => chat.file(attachmentId, options),
      history: (conversationId, options) => chat.history(conversationId, options),
      hours: (options) => chat.hours(options),
    },
  };
});
