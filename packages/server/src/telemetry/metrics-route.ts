import { ConnectError } from '@connectrpc/connect';
import type { FastifyInstance } from 'fastify';
import type { Authenticator } from '../access/authenticator.ts';
import { judge } from '../access/judge.ts';
import type { OperatorAccess } from '../access/operator-access.ts';
import { PERMISSIONS } from '../access/permissions.ts';
import { presentedBy } from '../access/presented.ts';
import type { RateLimits } from '../access/rate-limits.ts';
import { toConnectError } from '../rpc/errors.ts';
import { sendProblem } from '../rpc/problem-json.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsRouteOptions {
  readonly authenticator: Authenticator;
  readonly operators: OperatorAccess;
  readonly limits: RateLimits;
  readonly metrics: Metrics;
  readonly publicUrl: string | undefined;
  /** The current time. */
  readonly now: () => Date;
}

/** `GET /metrics` on the port of the API: for whoever may ask for the server's health as an operator, and nobody else. */
export async function metricsRoute(app: FastifyInstance, options: MetricsRouteOptions): Promise<void> {
  const { authenticator, operators, limits, metrics, publicUrl, now } = options;
  app.get('/metrics', async (request, reply) => {
    const presented = presentedBy(request, publicUrl);
    limits.countAddress(presented.address);
    const { principal, refusal } = await authenticator.identify(presented, now());
    const judged = judge(principal, PERMISSIONS['OperationsService.getHealth']);
    if (judged && !(principal.kind === 'anonymous' && operators.byPlace(presented)))
      throw refusal ?? (principal.kind === 'anonymous' ? operators.refusal() : judged);
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.scrape());
  });

  app.setErrorHandler((thrown, request, reply) => {
    const error =
      thrown instanceof ConnectError ? thrown : toConnectError(thrown, { id: request.id, log: request.log });
    return sendProblem(reply, error);
  });
}
