import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Role } from '../access/principal.ts';
import { ensurePerson } from '../accounts/ensure-person.ts';
import { findPortal } from '../api/portal-files.ts';
import { startServer } from '../server.ts';
import { sample } from '../streams/testing/samples.ts';
import { openTestNode, type TestNode } from '../streams/testing/test-node.ts';
import { rolesUp } from './roles-up.ts';

const FILES = ['2022_01_01_20', '2022_01_02_12'].map((time) => `${time}_ActualTotalLoad6.1.A.csv`);

/** For tests: whom a page signs in as. */
export interface TestLogin {
  readonly email: string;
  readonly password: string;
}

/** For tests: a server with the built portal, a day and a half of load, and whoever a test signs in as. */
export interface PortalServer extends AsyncDisposable {
  readonly url: string;
  readonly home: TestNode;
  /** Makes somebody of the platform's own site. */
  login(role: Role, displayName: string): Promise<TestLogin>;
}

/** For tests: starts it. */
export async function startPortalServer(): Promise<PortalServer> {
  const home = await openTestNode({ CALLS_PER_MINUTE: '0', POLL_SECONDS: '3600' });
  const { node } = home;
  for (const stream of [node.streams.load, node.streams.generation, node.streams.flows])
    await stream.migrate();
  await node.platform.migrate();
  for (const file of FILES) await home.importFile(file, sample(`load/${file}`));
  const roles = new Set(['api', 'importer:load', 'meters', 'alerts', 'chat']);
  const server = await startServer({ node, roles, log: pino({ level: 'silent' }), portal: findPortal() });
  const { url } = server;
  if (url === undefined) throw new Error('the server has no API');
  await rolesUp(url);
  return {
    url,
    home,
    async login(role, displayName) {
      const login = { email: `${randomUUID()}@example.gr`, password: `tall ships ${randomUUID()}` };
      await ensurePerson(node.platform.database.sql, { ...login, displayName, role });
      return login;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await home[Symbol.asyncDispose]();
    },
  };
}
