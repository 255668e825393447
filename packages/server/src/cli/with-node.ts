import pino, { type Logger } from 'pino';
import { type Config, readConfig } from '../config.ts';
import { openNode, type WattletNode } from '../node.ts';
import { logOptions } from '../platform/log-options.ts';
import { interruption } from '../process/interruption.ts';

/** A log that writes to standard error: standard output is for what a command answers. */
export function commandLog(level: string): Logger {
  return pino(logOptions(level), pino.destination({ dest: 2, sync: true }));
}

/**
 * Opens a node by the environment's settings for as long as the work takes, or until Ctrl-C: the database that the node
 * started is stopped then, too, and rolls back what is under way.
 */
export async function withNode<T>(work: (node: WattletNode, config: Config) => Promise<T>): Promise<T> {
  // A command says itself what it does: only what is wrong is logged, unless asked for.
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn' });
  const signal = interruption();
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  await using node = await openNode(config, commandLog(config.logLevel));
  return await Promise.race([work(node, config), interrupted]);
}
