import { randomUUID } from 'node:crypto';
import type { DescService } from '@bufbuild/protobuf';
import { type Client, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { type Logger, pino } from 'pino';
import { ROLES, type Role, SCOPES, type Scope } from '../access/principal.ts';
import { createAccessToken } from '../accounts/access-tokens.ts';
import { addPerson } from '../accounts/add-person.ts';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { startSession } from '../accounts/sessions.ts';
import { hashKey, makeSiteKey } from '../embedding/site-keys.ts';
import { insertSite, replaceSecret, type SiteRow } from '../embedding/site-store.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { startServer } from '../server.ts';
import { sample } from '../streams/testing/samples.ts';
import { openTestNode, type TestNode } from '../streams/testing/test-node.ts';
import { rolesUp } from './roles-up.ts';

/** For tests: headers by which a caller is known. */
export type Headers = Readonly<Record<string, string>>;

/** For tests: somebody with an account, and what they are known by. */
export interface TestPerson {
  readonly siteId: string;
  readonly accountId: string;
  readonly sessionId: string;
  /** The session's cookie. */
  readonly signedIn: Headers;
}

/** For tests: a utility with its keys. */
export interface TestSite extends SiteRow {
  readonly key: Headers;
  readonly secret: Headers;
}

/** For tests: a server whose series are not open, with the load of the first day of 2022 up to 20:00. */
export interface AccessServer extends AsyncDisposable {
  readonly url: string;
  /** Where it listens for gRPC; undefined without a `GRPC_PORT`. */
  readonly grpcUrl: string | undefined;
  /** Where metrics are; undefined without a `METRICS_PORT`. */
  readonly metricsUrl: string | undefined;
  readonly home: TestNode;
  readonly sql: Sql;
  /** Makes a person; on the platform's own site unless told otherwise. */
  person(role?: Role, siteId?: string): Promise<TestPerson>;
  /** Makes an access token of a person. */
  accessToken(person: TestPerson, scopes?: readonly Scope[]): Promise<{ id: string; headers: Headers }>;
  site(allowedOrigins?: readonly string[]): Promise<TestSite>;
  client<Service extends DescService>(service: Service, headers?: Headers): Client<Service>;
}

export const LOAD_SAMPLE = 'load/2022_01_01_20_ActualTotalLoad6.1.A.csv';

/** For tests: what may be another way than usual. */
export interface AccessServerOptions {
  readonly log?: Logger;
  /** How often running streams are checked, in milliseconds. */
  readonly streamCheckMs?: number;
  /** Most bytes of answers that may wait for their readers. */
  readonly maxWaitingBytes?: number;
  /** Roles that run beside the API. */
  readonly roles?: readonly string[];
}

/** For tests: starts it; `env` is put over the test's settings. */
export async function startAccessServer(
  env: Record<string, string> = {},
  { log = pino({ level: 'silent' }), streamCheckMs = 100, roles = [], ...limits }: AccessServerOptions = {},
): Promise<AccessServer> {
  const home = await openTestNode({ WATTLET_OPEN_DATA: '0', CALLS_PER_MINUTE: '0', ...env });
  await home.importFile('2022_01_01_20_ActualTotalLoad6.1.A.csv', sample(LOAD_SAMPLE));
  for (const stream of [home.node.streams.generation, home.node.streams.flows]) await stream.migrate();
  await home.node.platform.migrate();
  const { sql } = home.node.platform.database;
  const server = await startServer({
    node: home.node,
    roles: new Set(['api', ...roles]),
    log,
    streamCheckMs,
    ...limits,
  });
  const { url, grpcUrl, metricsUrl } = server;
  if (url === undefined) throw new Error('the server has no API');
  await rolesUp(url);
  return {
    url,
    grpcUrl,
    metricsUrl,
    home,
    sql,
    person: (role = 'customer', siteId = PLATFORM_SITE_ID) => makePerson(sql, role, siteId),
    async accessToken(person, scopes = SCOPES) {
      const { row, token } = await sql.begin((tx) =>
        createAccessToken(tx, person, { name: 'test', scopes, days: 1, now: new Date() }),
      );
      return { id: row.access_token_id, headers: bearer(token) };
    },
    site: (allowedOrigins = []) => makeSite(sql, allowedOrigins),
    client(service, headers = {}) {
      const transport = createConnectTransport({
        baseUrl: url,
        httpVersion: '1.1',
        interceptors: [
          (next) => (call) => {
            for (const [name, value] of Object.entries(headers)) call.header.set(name, value);
            return next(call);
          },
        ],
      });
      return createClient(service, transport);
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await home[Symbol.asyncDispose]();
    },
  };
}

/** For tests: the header of a bearer token. */
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** For tests: the header of a session's cookie. */
export const cookie = (value: string): Headers => ({ cookie: `wattlet_session=${value}` });

async function makePerson(sql: Sql, role: Role, siteId: string): Promise<TestPerson> {
  if (!ROLES.includes(role)) throw new Error(`there is no role ${role}`);
  const now = new Date();
  return sql.begin(async (tx) => {
    const { row } = await addPerson(tx, {
      siteId,
      role,
      email: `${randomUUID()}@people.example`,
      emailVerified: true,
      displayName: `Some ${role}`,
      passwordHash: undefined,
      actor: undefined,
      action: 'user.created',
      now,
    });
    const account = { siteId, accountId: row.account_id };
    const { sessionId, value } = await startSession(tx, account, { userAgent: 'test', now });
    return { ...account, sessionId, signedIn: cookie(value) };
  });
}

async function makeSite(sql: Sql, allowedOrigins: readonly string[]): Promise<TestSite> {
  const site = await insertSite(sql, { name: `Utility ${randomUUID()}`, allowedOrigins });
  const secret = makeSiteKey('sk', site.site_id);
  await replaceSecret(sql, site.site_id, { hash: hashKey(secret), oldUntil: new Date() });
  return { ...site, key: bearer(site.publishable_key), secret: bearer(secret) };
}
