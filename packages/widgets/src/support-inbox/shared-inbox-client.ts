import { ChatApi } from '@wattlet/sdk/chat';
import { InboxApi } from '@wattlet/sdk/inbox';
import { perServer } from '../connection/shared-connection.ts';
import type { InboxClient } from './inbox-client.ts';

/** The client of all inboxes of this page that are one server's; it shares the page's one live stream. */
export const sharedInboxClient: (baseUrl: string) => InboxClient = perServer((connection) => ({
  chat: new ChatApi(connection),
  inbox: new InboxApi(connection),
  live: connection.live,
}));
