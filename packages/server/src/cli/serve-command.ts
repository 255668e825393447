import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openNode } from '../node.ts';
import { interruption } from '../process/interruption.ts';
import { expandRoles, ROLE_NAMES } from '../roles/role-names.ts';
import { UsageError } from './usage-error.ts';
import { commandLog } from './with-node.ts';

/** `wattlet serve`: runs roles until it is told to stop. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the server until Ctrl-C: every role, or those that are named')
    .option('--role <name...>', `parser, importer, or one of ${ROLE_NAMES.join(', ')}; may be repeated`)
    .action(async ({ role = [] }: { role?: string[] }) => serve(role));
}

async function serve(words: string[]): Promise<void> {
  const roles = namedRoles(words);
  const config = readConfig(process.env);
  if (
    words.length > 0 &&
    config.sourceUrl === undefined &&
    [...roles].some((role) => role.startsWith('parser:'))
  )
    throw new UsageError('a parser has nothing to look at: set SOURCE_URL');
  const log = commandLog(config.logLevel);
  const signal = interruption();
  await using node = await openNode(config, log);
  if (!node.source) log.warn('no SOURCE_URL is set: nothing is polled, files come by "wattlet import" only');
  // Loaded here: the other commands start faster without the web server.
  const { startServer } = await import('../server.ts');
  const { findPortal } = await import('../api/portal-files.ts');
  const portal = config.portal ? findPortal() : undefined;
  if (config.portal && portal === undefined && roles.has('api'))
    log.warn(
      'there is no portal at /: @wattlet/portal is not installed, or not built (WATTLET_PORTAL=0 wants none)',
    );
  const server = await startServer({ node, roles, log, portal });
  process.stdout.write(
    server.url ? `Wattlet is ready at ${server.url}\n` : `Wattlet runs ${[...roles].join(', ')}\n`,
  );
  if (server.grpcUrl !== undefined) process.stdout.write(`gRPC is served at ${server.grpcUrl}\n`);
  if (server.metricsUrl !== undefined) process.stdout.write(`Metrics are at ${server.metricsUrl}/metrics\n`);
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  log.info({ drainMs: config.drainMs }, 'stopping');
  server.drain();
  await delay(config.drainMs);
  await server.close();
}

function namedRoles(words: string[]): Set<string> {
  try {
    return expandRoles(words);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
