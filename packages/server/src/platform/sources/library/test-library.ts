import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { json, text } from 'node:stream/consumers';
import { listeningPort } from '../listening-port.ts';
import { TEST_SERVER_TLS } from '../test-certificates.ts';
import { zipOf } from './zip-of.testing.ts';

/** For tests: what a library is made to do other than it should. */
export interface LibraryScript {
  /** Files of all folders, by their names. */
  readonly files?: Readonly<Record<string, Buffer>>;
  /** Answers instead of the library, unless it returns false. `nth` counts requests of this path from 1. */
  readonly answer?: (path: string, response: ServerResponse, nth: number) => boolean | undefined;
  /** Seconds for which a token is said to be good. */
  readonly expiresIn?: number;
}

/** For tests: a library as its guide describes it, on a port of 127.0.0.1. */
export interface TestLibrary {
  /** What SOURCE_URL may be. */
  readonly url: string;
  /** `listFolder /TP_export/…/ 0`, in their order. */
  readonly asked: readonly string[];
  /** The tokens that are good: emptied, they are so no more. */
  readonly tokens: Set<string>;
  close(): Promise<void>;
}

export const TEST_USER = { name: 'reader@example.org', password: 'hunter 2&3' };
export const MODIFIED_AT = new Date('2025-12-05T10:23:45.678Z');
const FOLDERS = ['ActualTotalLoad', 'AggregatedGenerationPerType', 'PhysicalFlows'];

export async function startTestLibrary(script: LibraryScript = {}): Promise<TestLibrary> {
  const { files = {}, answer, expiresIn = 900 } = script;
  const asked: string[] = [];
  const counts = new Map<string, number>();
  const tokens = new Set<string>();
  let issued = 0;
  const send = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').slice(1);
    const nth = (counts.get(path) ?? 0) + 1;
    counts.set(path, nth);
    if (path === 'token') {
      asked.push('token');
      const form = new URLSearchParams(await text(request));
      if (answer?.(path, response, nth)) return;
      const good =
        form.get('grant_type') === 'password' &&
        form.get('client_id') === 'tp-fms-public' &&
        form.get('username') === TEST_USER.name &&
        form.get('password') === TEST_USER.password;
      if (!good)
        return void send(response, 401, { error: 'invalid_grant', error_description: form.get('password') });
      issued += 1;
      tokens.add(`token-${issued}`);
      send(response, 200, { access_token: `token-${issued}`, expires_in: expiresIn, token_type: 'Bearer' });
      return;
    }
    const body = (await json(request)) as Record<string, unknown>;
    const pageInfo = body['pageInfo'] as { pageIndex: number; pageSize: number } | undefined;
    asked.push(
      `${path} ${body['path'] ?? `${body['folder']}${body['filename']}`} ${pageInfo?.pageIndex ?? ''}`.trim(),
    );
    if (answer?.(path, response, nth)) return;
    if (!tokens.has(request.headers.authorization?.slice('Bearer '.length) ?? ''))
      return void send(response, 401, {});
    const inFolder = (folder: unknown, name: string) =>
      FOLDERS.some((title) => name.includes(title) && String(folder).startsWith(`/TP_export/${title}_`));
    if (path === 'listFolder' && pageInfo) {
      const { pageIndex, pageSize } = pageInfo;
      const all = Object.entries(files).filter(
        ([name]) =>
          inFolder(body['path'], name) ||
          (!FOLDERS.some((title) => name.includes(title)) && String(body['path']).includes('Load')),
      );
      const page = all.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize);
      const contentItemList = page.map(([name, content]) => ({
        name,
        fileId: `id of ${name}`,
        size: content.length,
        lastUpdatedTimestamp: MODIFIED_AT.toISOString(),
      }));
      return void send(response, 200, { contentItemList });
    }
    const name = String(body['filename']);
    const content = files[name];
    if (
      path !== 'downloadFileContent' ||
      !content ||
      !inFolder(body['folder'], name) ||
      body['downloadAsZip'] !== true
    )
      return void send(response, 400, { message: 'no such file' });
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(zipOf({ name, content }));
  };
  const server = createServer(TEST_SERVER_TLS, (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${listeningPort(server)}`;
  return {
    url: `entsoe://${encodeURIComponent(TEST_USER.name)}@${host}/TP_export?token-url=https://${host}/token`,
    asked,
    tokens,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
