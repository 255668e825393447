import type { ChatApi, ChatSession, ChatSessionOptions } from '@wattlet/sdk';
import type { ChartClient } from '../energy-chart/chart-client.ts';

/** A conversation as `<support-chat>` shows it. */
export type ShownSession = Pick<ChatSession, keyof ChatSession>;

/** What `<support-chat>` needs of a client: the part of `@wattlet/sdk` that it uses, so that a host can bring its own. */
export interface SupportChatClient {
  readonly live: ChartClient['live'];
  readonly chat: Pick<ChatApi, 'list' | 'file' | 'history' | 'hours'> & {
    session(options: ChatSessionOptions): ShownSession;
  };
}
