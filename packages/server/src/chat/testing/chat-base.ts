import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person, Role } from '../../access/principal.ts';
import { openPlatform } from '../../accounts/open-platform.ts';
import { insertSite } from '../../embedding/site-store.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { createTestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { makePerson } from './chat-fixture.ts';

/** For tests: what processes of one server share, and a site in it. */
export interface ChatBase extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly sql: Sql;
  /** Makes somebody on the site. */
  person(role: Role): Promise<Person>;
  /** Makes a conversation and returns its id. */
  conversation(customer: Person): Promise<string>;
}

/** For tests: makes it. */
export async function openChatBase(): Promise<ChatBase> {
  const made = await createTestDatabase();
  const platform = openPlatform({ url: made.url, log: silentLog });
  await platform.migrate();
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-chats-'));
  const { sql } = platform.database;
  const { site_id: siteId } = await insertSite(sql, { name: 'Utility', allowedOrigins: [] });
  return {
    databaseUrl: made.url,
    folder,
    sql,
    person: (role) => makePerson(sql, siteId, role),
    async conversation({ accountId }) {
      const [row] = await sql<[{ conversation_id: string }]>`
        insert into conversation
          (site_id, customer_id, opener_id, client_id, created_at, changed_at, public_changed_at)
        values (${siteId}, ${accountId}, ${accountId}, ${randomUUID()}, now(), now(), now())
        returning conversation_id`;
      return row.conversation_id;
    },
    async [Symbol.asyncDispose]() {
      await platform.close();
      await made[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
