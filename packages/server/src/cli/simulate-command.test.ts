import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type AccessServer, type Headers, startAccessServer } from '../testing/access-server.ts';
import { type CommandEnd, runWattlet } from './testing/run-wattlet.ts';

let server: AccessServer;
before(async () => {
  server = await startAccessServer();
});
after(() => server[Symbol.asyncDispose]());

/** Sends readings of two homes, by the server's API, until twenty are sent. */
function simulate({ authorization = '' }: Headers, ...more: string[]): Promise<CommandEnd> {
  const args = ['--via', 'rpc', '--meters', '2', '--speed', '1000000x', '--readings', '20', ...more];
  const token = authorization.replace('Bearer ', '');
  return runWattlet(['simulate', ...args], { WATTLET_URL: server.url, WATTLET_TOKEN: token });
}

const countOf = async (siteId: string) => {
  const [row] = await server.sql<{ meters: bigint; readings: bigint }[]>`
    select (select count(*) from meter where site_id = ${siteId}) as meters,
      (select count(*) from reading where site_id = ${siteId}) as readings`;
  return [Number(row?.meters), Number(row?.readings)];
};

test("a site's secret makes the meters and sends their readings, and an administrator's token sends on", async () => {
  const { site_id: siteId, secret } = await server.site();
  const administrator = await server.person('administrator', siteId);
  const { headers: script } = await server.accessToken(administrator);
  const early = await simulate(script);
  assert.equal(early.code, 2, early.stderr);
  assert.match(early.stderr, /2 meters of the simulation are not there, and are not made: .*sk_/);
  assert.deepEqual(await countOf(siteId), [0, 0]);
  const first = await simulate(secret);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /sent 20, confirmed 20/);
  assert.deepEqual(await countOf(siteId), [2, 20]);
  const second = await simulate(script, '--since', '48h');
  assert.equal(second.code, 0, second.stderr);
  assert.deepEqual(await countOf(siteId), [2, 40]);
});

test('a site that is not the one of the token is refused, and not passed over', async () => {
  const [own, other] = [await server.site(), await server.site()];
  const { code, stderr } = await simulate(own.secret, '--site', other.site_id);
  assert.notEqual(code, 0);
  assert.match(stderr, /other sites are for operators/);
  assert.deepEqual(await countOf(other.site_id), [0, 0]);
});
