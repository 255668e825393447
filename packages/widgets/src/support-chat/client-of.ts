import { sharedChatClient } from './shared-chat-client.ts';
import type { SupportChatClient } from './support-chat-client.ts';
import { visitorClient } from './visitor-client.ts';

/** What an element says about its client. */
export interface ClientInput {
  readonly client: SupportChatClient | undefined;
  readonly server: string;
  readonly visitorKey: string;
}

/** The client of an element: its own, that of a visitor, or that of the page. */
export function clientOf({ client, server, visitorKey }: ClientInput): SupportChatClient {
  if (client) return client;
  const baseUrl = server || location.origin;
  return visitorKey ? visitorClient(baseUrl, visitorKey) : sharedChatClient(baseUrl);
}
