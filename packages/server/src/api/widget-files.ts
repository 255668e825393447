import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WIDGETS_PREFIX } from './cross-origin.ts';
import { archiveRelease, PARTS } from './widget-archive.ts';
import { WIDGET_PAGE_STYLES, widgetPage } from './widget-page.ts';
import { readWidgetRelease, type WidgetRelease } from './widget-release.ts';

/** The package of the elements: scripts for pages in `bundle`, ready themes in `themes`. */
const WIDGETS_PACKAGE = fileURLToPath(new URL('./', import.meta.resolve('@wattlet/widgets/package.json')));

/** An entry keeps its name when it changes: browsers ask again after a while, and are told that nothing has changed. */
const ENTRY = 'public, max-age=300, stale-while-revalidate=86400';
/** What has a hash of its content in its name, or in that of its folder. */
const FOR_EVER = 'public, max-age=31536000, immutable';

const STYLES_PATH = `${WIDGETS_PREFIX}files.css`;

/** What {@link widgetFiles} serves. */
export interface WidgetFilesOptions {
  /** Folder of the package of the elements. */
  readonly folder?: string;
  /** Folder where the releases are kept that this server has served; those of several servers may be in one. */
  readonly archive: string;
  /** Where browsers find this server; by the request unless given. */
  readonly publicUrl?: string | undefined;
}

/**
 * Serves the scripts of the elements, compressed as the build has left them, and their themes: those of the newest release by
 * names that stay, and every release in a folder of its own whose content never changes. A page lists what there is.
 */
export async function widgetFiles(app: FastifyInstance, options: WidgetFilesOptions): Promise<void> {
  const { folder = WIDGETS_PACKAGE, archive } = options;
  const bundle = join(folder, 'bundle');
  const release = await readWidgetRelease(bundle);
  if (release)
    await archiveRelease(archive, { name: release.name, bundle }).catch((err: unknown) =>
      app.log.error({ err }, 'pages that name this release of the elements will not find it after an update'),
    );
  await app.register(fastifyStatic, {
    prefix: `${WIDGETS_PREFIX}themes/`,
    root: join(folder, 'themes'),
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', ENTRY),
  });
  if (release) listFiles(app, release, options.publicUrl);
  const scripts = {
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    index: false,
    dotfiles: 'ignore',
  } as const;
  // Not from the archive, whose disk may be full.
  if (release)
    await app.register(fastifyStatic, {
      ...scripts,
      prefix: `${WIDGETS_PREFIX}${release.name}/`,
      root: bundle,
      setHeaders: (reply) => void reply.header('cache-control', FOR_EVER),
    });
  const neverChanging = [join(bundle, PARTS), archive].map((path) => path + sep);
  await app.register(fastifyStatic, {
    ...scripts,
    prefix: WIDGETS_PREFIX,
    root: release ? [bundle, archive] : bundle,
    setHeaders: (reply, path) => {
      const isKept = neverChanging.some((start) => path.startsWith(start));
      reply.header('cache-control', isKept ? FOR_EVER : ENTRY);
    },
  });
}

function listFiles(app: FastifyInstance, release: WidgetRelease, publicUrl: string | undefined): void {
  app.get(WIDGETS_PREFIX, (request, reply) => {
    const widgets = (publicUrl ?? originOf(request)) + WIDGETS_PREFIX;
    return reply
      .header('cache-control', ENTRY)
      .type('text/html; charset=utf-8')
      .send(widgetPage(release, { widgets, styles: STYLES_PATH }));
  });
  app.get(STYLES_PATH, (_request, reply) =>
    reply.header('cache-control', ENTRY).type('text/css; charset=utf-8').send(WIDGET_PAGE_STYLES),
  );
}

const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`;
