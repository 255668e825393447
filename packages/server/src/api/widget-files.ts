import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { WIDGETS_PREFIX } from './cross-origin.ts';

/** The package of the elements: scripts for pages in `bundle`, ready themes in `themes`. */
const WIDGETS_PACKAGE = fileURLToPath(new URL('./', import.meta.resolve('@wattlet/widgets/package.json')));

/** An entry keeps its name when it changes: browsers ask again after a while, and are told that nothing has changed. */
const ENTRY = 'public, max-age=300, stale-while-revalidate=86400';
/** A part has a hash of its content in its name. */
const PART = 'public, max-age=31536000, immutable';

/** Serves the scripts of the elements, compressed as the build has left them, and their themes. */
export async function widgetFiles(app: FastifyInstance, folder = WIDGETS_PACKAGE): Promise<void> {
  await app.register(fastifyStatic, {
    prefix: `${WIDGETS_PREFIX}themes/`,
    root: join(folder, 'themes'),
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', ENTRY),
  });
  await app.register(fastifyStatic, {
    prefix: WIDGETS_PREFIX,
    root: join(folder, 'bundle'),
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isPart = basename(dirname(path)) === 'parts';
      reply.header('cache-control', isPart ? PART : ENTRY);
    },
  });
}
