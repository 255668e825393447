import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keepFiles } from './keep-files.ts';

const ASSETS = 'assets';
/** A file of `assets` has a hash of its content in its name. */
const ASSET = 'public, max-age=31536000, immutable';
/** Names the assets: asked for every time, and rarely sent. */
const PAGE = 'no-cache';
const FILE = 'public, max-age=3600';

/** What the portal's page may do beside what every answer allows. Only Lit makes HTML of texts. */
const PAGE_POLICY = "; manifest-src 'self'; trusted-types lit-html";

/** Paths of the API, where nothing is a page. */
const API =
  /^\/(?:v\d+|wattlet\.v1\.[^/]*|widgets|assets|auth|chat|livez|readyz|metrics|\.well-known)(?:[/?]|$)/;

/** The folder of the portal as its package has built it; undefined where it is not installed, or not built. */
export function findPortal(): string | undefined {
  try {
    const folder = fileURLToPath(new URL('./site/', import.meta.resolve('@wattlet/portal/package.json')));
    return existsSync(join(folder, 'index.html')) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** What {@link portalFiles} serves. */
export interface PortalFilesOptions {
  /** The portal as its package has built it. */
  readonly folder: string;
  /** Folder where the assets are kept that this server has served; those of several servers may be in one. */
  readonly archive: string;
}

/**
 * Serves the portal at `/`, compressed as its build has left it. Pages that were opened before an update find what they
 * load later.
 *
 * @returns what answers a request that nothing else does: with the portal's page, whichever address a browser opens, as the
 *   portal knows its own addresses. False where the request is not for a page.
 */
export async function portalFiles(
  app: FastifyInstance,
  { folder, archive }: PortalFilesOptions,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  await keepFiles(join(folder, ASSETS), join(archive, ASSETS)).catch((err: unknown) =>
    app.log.error({ err }, 'pages of the portal that are open will not find their scripts after an update'),
  );
  const assets = [folder, archive].map((root) => join(root, ASSETS) + sep);
  await app.register(fastifyStatic, {
    root: [folder, archive],
    prefix: '/',
    preCompressed: true,
    cacheControl: false,
    index: false,
    setHeaders: (reply, path) => {
      const isAsset = assets.some((start) => path.startsWith(start));
      reply.header('cache-control', isAsset ? ASSET : /index\.html(?:\.\w+)?$/.test(path) ? PAGE : FILE);
    },
  });
  const sendPage = (reply: FastifyReply) => {
    const policy = String(reply.getHeader('content-security-policy') ?? '');
    reply.header('content-security-policy', `${policy}${PAGE_POLICY}`);
    return reply.sendFile('index.html');
  };
  app.get('/', (_request, reply) => sendPage(reply));
  return (request, reply) => {
    const { method, url, headers } = request;
    const isPage = (method === 'GET' || method === 'HEAD') && /\btext\/html\b/.test(headers.accept ?? '');
    if (!isPage || API.test(url)) return false;
    sendPage(reply);
    return true;
  };
}
