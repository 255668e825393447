import pino, { type Logger } from 'pino';
import { type Config, readConfig } from '../config.ts';
import { openNode, type WattletNode } from '../node.ts';

/** A log that writes to standard error: standard output is for what a command answers. */
export function commandLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: ['password', 'url', 'req.headers.authorization', 'req.headers.cookie'],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Opens a node by the environment's settings for as long as the work takes. */
export async function withNode<T>(work: (node: WattletNode, config: Config) => Promise<T>): Promise<T> {
  // A command says itself what it does: only what is wrong is logged, unless asked for.
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn' });
  await using node = await openNode(config, commandLog(config.logLevel));
  return await work(node, config);
}
