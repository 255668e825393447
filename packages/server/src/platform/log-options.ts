import { type LoggerOptions, stdTimeFunctions } from 'pino';

/** Where secrets stand in what may be logged: of requests, of settings and of what the drivers say of a query. */
const SECRETS = [
  ...['password', 'url', 'secret', 'token', 'authorization', 'cookie'],
  ...['*.password', '*.secret', '*.token', '*.authorization', '*.cookie'],
  ...['req.headers.authorization', 'req.headers.cookie', 'req.headers["x-wattlet-key"]'],
  ...['err.parameters', 'err.args', 'err.detail', 'err.where'],
];

/** How every log of this project is written: with the time of day in words, and without what is secret. */
export function logOptions(level: string): LoggerOptions {
  return { level, base: null, redact: SECRETS, timestamp: stdTimeFunctions.isoTime };
}
