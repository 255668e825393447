import type { ChatApi, InboxApi } from '@wattlet/sdk';
import type { ChartClient } from '../energy-chart/chart-client.ts';
import type { SupportChatClient } from '../support-chat/support-chat-client.ts';

/** What `<support-inbox>` needs of a client: the parts of `@wattlet/sdk` that it uses, so that a host can bring its own. */
export interface InboxClient {
  readonly live: ChartClient['live'];
  readonly chat: Pick<SupportChatClient['chat'], 'session'> & Pick<ChatApi, 'file'>;
  readonly inbox: Pick<InboxApi, 'watch' | 'assign' | 'close' | 'block' | 'search'> & {
    readonly desk: Pick<InboxApi['desk'], keyof InboxApi['desk']>;
    presence(
      page?: Document,
    ): Pick<ReturnType<InboxApi['presence']>, 'isOnline' | 'start' | 'stop' | 'insist'>;
  };
}

/** What the inbox needs of a session. */
export type InboxSession = ReturnType<InboxClient['chat']['session']>;

/** Whether the agent is there for customers. */
export type InboxPresence = ReturnType<InboxClient['inbox']['presence']>;
