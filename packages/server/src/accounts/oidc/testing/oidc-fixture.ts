import Fastify from 'fastify';
import { pino } from 'pino';
import { masterSecret } from '../../../embedding/master-secret.ts';
import type { Sql } from '../../../platform/postgres/database.ts';
import { createTestDatabase } from '../../../platform/postgres/test-database.ts';
import { listeningPort } from '../../../platform/sources/listening-port.ts';
import { silentLog } from '../../../platform/testing/silent-log.ts';
import { openPlatform } from '../../open-platform.ts';
import { OidcClient } from '../oidc-client.ts';
import { oidcRoutes } from '../oidc-routes.ts';
import { startTestProvider, type TestProvider } from './test-provider.ts';

/** For tests: a server that people sign in to with a real provider. */
export interface OidcFixture extends AsyncDisposable {
  readonly sql: Sql;
  readonly origin: string;
  readonly provider: TestProvider;
  /** Lets everybody come, unless it is replaced. */
  readonly limits: { countAddress: (address: string) => void };
  /** Everything that was logged. */
  readonly log: string[];
}

/** For tests: opens {@link OidcFixture}. */
export async function openOidcFixture(): Promise<OidcFixture> {
  const database = await createTestDatabase();
  const platform = openPlatform({ url: database.url, log: silentLog });
  await platform.migrate();
  const log: string[] = [];
  const limits: OidcFixture['limits'] = { countAddress: () => undefined };
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  const app = Fastify();
  const originOf = (): string => `http://127.0.0.1:${listeningPort(app.server)}`;
  const provider = await startTestProvider(() => `${originOf()}/auth/test/callback`);
  await app.register(oidcRoutes, {
    sql: platform.database.sql,
    providers: [new OidcClient(provider.settings)],
    secret: masterSecret('a secret that is long enough for tests'),
    log: logger,
    limits: { countAddress: (address) => limits.countAddress(address) },
    publicUrl: undefined,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    sql: platform.database.sql,
    origin: originOf(),
    provider,
    limits,
    log,
    async [Symbol.asyncDispose]() {
      await app.close();
      await provider[Symbol.asyncDispose]();
      await platform.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
