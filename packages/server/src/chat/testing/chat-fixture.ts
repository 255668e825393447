import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, createRouterTransport, type Interceptor } from '@connectrpc/connect';
import { type Person, type Principal, type Role, SCOPES } from '../../access/principal.ts';
import { principalKey } from '../../access/principal-key.ts';
import { openPlatform } from '../../accounts/open-platform.ts';
import { masterSecret } from '../../embedding/master-secret.ts';
import { insertSite } from '../../embedding/site-store.ts';
import { ChatService } from '../../gen/wattlet/v1/chat_pb.js';
import { LiveService } from '../../gen/wattlet/v1/live_pb.js';
import { liveService } from '../../live/live-service.ts';
import { StreamHub } from '../../live/stream-hub.ts';
import { DirectoryBlobs } from '../../platform/blobs/directory-blobs.ts';
import type { Database, Sql } from '../../platform/postgres/database.ts';
import { createTestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { validationInterceptor } from '../../rpc/validate.ts';
import { chatService } from '../chat-service.ts';
import { type Chat, type OpenChatOptions, openChat } from '../open-chat.ts';

/** For tests: chats in a database of their own, with a clock that is set by hand. */
export interface ChatFixture extends AsyncDisposable {
  readonly url: string;
  readonly database: Database;
  readonly sql: Sql;
  readonly blobs: DirectoryBlobs;
  /** Folder of the objects. */
  readonly objects: string;
  readonly chat: Chat;
  /** The time of the next calls. */
  now: Date;
  /** Makes a site and returns its id. */
  site(): Promise<string>;
  /** Makes somebody on a site. */
  person(siteId: string, role?: Role): Promise<Person>;
  /** The service as this principal. */
  as(principal: Principal): Client<typeof ChatService>;
  /** The service of another node. */
  asOn(node: Chat, principal: Principal): Client<typeof ChatService>;
  /** The live service as this principal. The live side runs. */
  watchAs(principal: Principal): Client<typeof LiveService>;
  /** Parts of another node on the same database. */
  node(options?: Partial<OpenChatOptions>): Chat;
}

const RATES = { customer: 100_000, agent: 100_000, visits: 100_000 };

/** Creates it. */
export async function createChatFixture(): Promise<ChatFixture> {
  const made = await createTestDatabase();
  const platform = openPlatform({ url: made.url, log: silentLog });
  await platform.migrate();
  const { database, bus } = platform;
  const { sql } = database;
  const objects = await mkdtemp(join(tmpdir(), 'wattlet-chat-'));
  const blobs = await DirectoryBlobs.open(objects);
  const secret = masterSecret('a secret that is long enough for tests');
  const node = (options: Partial<OpenChatOptions> = {}) =>
    openChat({ database, blobs, secret, log: silentLog, now: () => fixture.now, rates: RATES, ...options });
  const stop = new AbortController();
  const up = Promise.withResolvers<void>();
  const fixture: ChatFixture = {
    ...{ url: made.url, database, sql, blobs, objects, node },
    chat: node(),
    now: new Date('2026-03-02T12:00:00Z'),
    site: async () => (await insertSite(sql, { name: 'Utility', allowedOrigins: [] })).site_id,
    person: (siteId, role = 'customer') => makePerson(sql, siteId, role),
    as: (principal) => fixture.asOn(fixture.chat, principal),
    asOn: ({ parts }, principal) =>
      createClient(
        ChatService,
        createRouterTransport((router) => router.service(ChatService, chatService(parts)), {
          router: { interceptors: [identify(principal), validationInterceptor()] },
        }),
      ),
    watchAs(principal) {
      const hub = (stream: 'load' | 'generation' | 'flows') => new StreamHub({ stream, sql, bus });
      const hubs = { load: hub('load'), generation: hub('generation'), flows: hub('flows') };
      const service = liveService({ hubs, feeds: fixture.chat.live });
      return createClient(
        LiveService,
        createRouterTransport((router) => router.service(LiveService, service), {
          router: { interceptors: [identify(principal), validationInterceptor()] },
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
      await platform.close();
      await made[Symbol.asyncDispose]();
      await rm(objects, { recursive: true });
    },
  };
  const running = fixture.chat.live.run(stop.signal, up.resolve);
  await Promise.race([up.promise, running]);
  return fixture;
}

const identify =
  (principal: Principal): Interceptor =>
  (next) =>
  (call) => {
    call.contextValues.set(principalKey, principal);
    return next(call);
  };

/** For tests: makes somebody on a site. */
export async function makePerson(sql: Sql, siteId: string, role: Role): Promise<Person> {
  const [row] = await sql<[{ account_id: string }]>`
    insert into account (site_id, email, display_name, role)
    values (${siteId}, ${`${randomUUID()}@people.example`}, ${`Some ${role}`}, ${role}) returning account_id`;
  return {
    kind: 'person',
    ...{ siteId, accountId: row.account_id, role, via: 'session', credentialId: 'test' },
    scopes: new Set(SCOPES),
    expiresAt: new Date('2100-01-01'),
  };
}
