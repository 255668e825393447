import type { LiveStatusSource } from '@wattlet/sdk';
import { ChatApi } from '@wattlet/sdk/chat';
import { perConnection } from './per-connection.ts';

/** The client of the chat of a connection. */
export const chatClient = perConnection(
  (connection): { readonly chat: ChatApi; readonly live: LiveStatusSource } => ({
    chat: new ChatApi(connection),
    live: connection.live,
  }),
);
