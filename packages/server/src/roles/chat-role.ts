import { runSweeper } from '../chat/chat-sweeper.ts';
import type { WattletNode } from '../node.ts';
import type { Role } from './supervisor.ts';

/** Deletes what of support chats its time is over for: by retention, files that were never sent, and their objects. */
export function chatRole({ platform, blobs, log }: WattletNode): Role {
  return {
    name: 'chat',
    async run(signal, ready) {
      await platform.migrate(signal);
      await runSweeper({ sql: platform.database.sql, blobs, log }, signal, ready);
    },
  };
}
