import type { ChatApi, InboxApi } from '@wattlet/sdk';
import type { ChartClient } from '../energy-chart/chart-client.ts';

/** What `<support-inbox>` needs of a client: the parts of `@wattlet/sdk` that it uses, so that a host can bring its own. */
export interface InboxClient {
  readonly live: ChartClient['live'];
  readonly chat: Pick<ChatApi, 'session' | 'file'>;
  readonly inbox: Pick<InboxApi, 'watch' | 'assign' | 'close' | 'block' | 'search' | 'presence'> & {
    readonly desk: Pick<InboxApi['desk'], 'agents' | 'cannedReplies'>;
  };
}
