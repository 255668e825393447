import { once } from 'node:events';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { json } from 'node:stream/consumers';
import { eventually } from '../platform/testing/eventually.ts';

/**
 * For tests: resolves when every role of a server is up. Whoever watches before has a place that waits, and is told
 * nothing of what changes until it is let in.
 */
export async function rolesUp(url: string): Promise<void> {
  // Whom the certificate is for is no matter here.
  const options = { agent: false, rejectUnauthorized: false };
  const get = url.startsWith('https:') ? getHttps : getHttp;
  await eventually(async () => {
    const [response] = (await once(get(`${url}/readyz`, options), 'response')) as [IncomingMessage];
    const { roles } = (await json(response)) as { roles: readonly { state: string }[] };
    return roles.every(({ state }) => state === 'up') || undefined;
  });
}
