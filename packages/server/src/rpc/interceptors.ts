import type { Interceptor } from '@connectrpc/connect';
import type { Logger } from 'pino';
import { requestLogInterceptor } from './request-log.ts';
import { validationInterceptor } from './validate.ts';

/** The interceptors of every service, outermost first. */
export function rpcInterceptors(log: Logger): Interceptor[] {
  return [requestLogInterceptor(log), validationInterceptor()];
}
