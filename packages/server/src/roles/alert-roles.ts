import { runAlertEvaluator } from '../alerts/alert-evaluator.ts';
import { runWebhookDeliverer } from '../alerts/webhooks/webhook-deliverer.ts';
import { openMasterSecret } from '../embedding/master-secret.ts';
import type { WattletNode } from '../node.ts';
import { guardedFetch } from '../platform/guarded-fetch.ts';
import { runTogether } from '../platform/run-together.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Role } from './supervisor.ts';

/**
 * The role `alerts`: finds what readings and silence mean for alerts, and tells the sites by webhook. Any number of
 * processes may run it.
 */
export function alertRoles({ config, log, platform }: WattletNode, metrics: Metrics): Role[] {
  const { database, bus } = platform;
  const now = () => new Date();
  const onAttempt = (outcome: string) => metrics.webhooks.inc({ outcome });
  const run = async (signal: AbortSignal, ready: () => void) => {
    await platform.migrate(signal);
    const { sql } = database;
    const secret = await openMasterSecret(
      config.secret === undefined ? {} : { WATTLET_SECRET: config.secret },
      config.home,
    );
    const fetch: typeof guardedFetch = (url, options) =>
      guardedFetch(url, { ...options, allowPrivate: config.allowPrivateWebhooks });
    const evaluate = (end: AbortSignal) => runAlertEvaluator({ sql, bus, log, now }, end, ready);
    const deliver = (end: AbortSignal) =>
      runWebhookDeliverer({ sql, bus, log, secret, fetch, now, onAttempt }, end);
    await runTogether([evaluate, deliver], signal);
  };
  return [{ name: 'alerts', run }];
}
