import type { CredentialResolver } from '../access/credential-resolver.ts';
import type { MasterSecret } from '../embedding/master-secret.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';
import type { AttachmentRoutesOptions } from './attachment-routes.ts';
import { type ChatLive, openChatLive } from './chat-live.ts';
import type { ChatParts } from './chat-parts.ts';
import { ChatWire } from './chat-wire.ts';
import { MessageQueue } from './message-queue.ts';
import { SendLimits, type SendRates } from './send-limits.ts';
import { SettingsCache } from './settings-cache.ts';
import { SignedPaths } from './signed-paths.ts';
import { VisitResolver } from './visit-resolver.ts';
import { VisitTokens } from './visit-token.ts';

/** What {@link openChat} puts together. */
export interface OpenChatOptions {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly secret: MasterSecret;
  readonly log: Log;
  readonly now: () => Date;
  readonly rates?: Partial<SendRates>;
}

/** The parts of support chats on one node. */
export interface Chat {
  readonly parts: ChatParts;
  readonly wire: ChatWire;
  readonly live: ChatLive;
  readonly files: AttachmentRoutesOptions;
  /** Knows visitors by their tokens. */
  readonly visitors: CredentialResolver;
}

/** Puts the parts of support chats together. Nothing runs yet. */
export function openChat({ database, blobs, secret, log, now, rates }: OpenChatOptions): Chat {
  const { sql } = database;
  const wire = new ChatWire({ database, log });
  const paths = new SignedPaths(secret.derive('chat files'));
  const visits = new VisitTokens(secret.derive('chat visits'));
  const settings = new SettingsCache(sql);
  return {
    parts: {
      sql,
      queue: new MessageQueue(sql),
      wire,
      settings,
      limits: new SendLimits(rates),
      paths,
      visits,
      now,
    },
    wire,
    live: openChatLive({ sql, wire }),
    files: { sql, blobs, paths, now },
    visitors: new VisitResolver(sql, visits, settings),
  };
}
