import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUNDLE = fileURLToPath(new URL('../../bundle/', import.meta.url));

/** What a careful utility allows: its own files and the server's scripts, Trusted Types with Lit's policy. */
const policyFor = (server: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${server}`,
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${server}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

/** A server of the built scripts that answers calls with "nobody is signed in". */
export interface ScriptServer extends AsyncDisposable {
  readonly origin: string;
  /** Paths of the scripts that were asked for. */
  readonly asked: string[];
  /** The `authorization` of each call; empty without one. */
  readonly bearers: string[];
  /** What is sent in place of a file, by its path. */
  readonly replaced: Map<string, string>;
}

/** Serves the bundles at `/widgets/`, and at the path of any release below it, as the server does. */
export async function startScriptServer(): Promise<ScriptServer> {
  const [asked, bearers, replaced] = [[] as string[], [] as string[], new Map<string, string>()];
  const { origin, close } = await listen(async (request, response) => {
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' };
    const path = pathOf(request);
    if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
    if (!path.startsWith('/widgets/')) {
      bearers.push(request.headers.authorization ?? '');
      const error = JSON.stringify({ code: 'unauthenticated', message: 'nobody is signed in' });
      return response.writeHead(401, { ...cors, 'content-type': 'application/json' }).end(error);
    }
    asked.push(path);
    const file = path.replace(/^\/widgets\/(\d[^/]*\/|other\/)?/, '');
    const body = replaced.get(file) ?? (await readFile(join(BUNDLE, file)));
    return response.writeHead(200, { ...cors, 'content-type': 'text/javascript' }).end(body);
  });
  return { origin, asked, bearers, replaced, [Symbol.asyncDispose]: close };
}

/** A utility's portal. */
export interface HostPage extends AsyncDisposable {
  readonly origin: string;
  /** What `/token` answers. */
  token: { status: number; body: string; location?: string };
  /** How often it was asked, and with which cookies. */
  readonly tokenCookies: string[];
  /** Body of the page at `/`. */
  body: string;
}

/** Serves one page under a strict policy that allows the scripts of a server, and tokens at `/token`. */
export async function startHost(server: string): Promise<HostPage> {
  const state = {
    token: { status: 401, body: '' } as HostPage['token'],
    body: '',
    tokenCookies: [] as string[],
  };
  const { origin, close } = await listen((request, response) => {
    if (pathOf(request) === '/token') {
      state.tokenCookies.push(request.headers.cookie ?? '');
      const { status, body, location } = state.token;
      return response
        .writeHead(status, { 'content-type': 'text/plain', ...(location && { location }) })
        .end(body);
    }
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyFor(server),
      'set-cookie': 'session=s1; HttpOnly; SameSite=Lax',
    };
    return response
      .writeHead(200, headers)
      .end(`<!doctype html><title>Portal</title><link rel="icon" href="data:,">${state.body}`);
  });
  return Object.assign(state, { origin, [Symbol.asyncDispose]: close });
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

async function listen(answer: RequestListener): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
