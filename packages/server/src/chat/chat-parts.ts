import type { Sql } from '../platform/postgres/database.ts';
import type { ChatWire } from './chat-wire.ts';
import type { MessageQueue } from './message-queue.ts';
import type { SendLimits } from './send-limits.ts';
import type { SettingsCache } from './settings-cache.ts';
import type { SignedPaths } from './signed-paths.ts';
import type { VisitTokens } from './visit-token.ts';

/** What the handlers of chats stand on. */
export interface ChatParts {
  /** Of the platform's database. */
  readonly sql: Sql;
  readonly queue: MessageQueue;
  readonly wire: Pick<ChatWire, 'ring' | 'typing' | 'presence'>;
  readonly settings: SettingsCache;
  readonly limits: SendLimits;
  readonly paths: SignedPaths;
  readonly visits: VisitTokens;
  readonly now: () => Date;
}
