import type { BaseLogger } from 'pino';

/** The part of a pino logger that the platform writes to. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
